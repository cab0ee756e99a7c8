import type { FastifyInstance } from 'fastify';
import type { ApiContext } from '../context.ts';

export function registerGraph(_app: FastifyInstance, _context: ApiContext): void {}
