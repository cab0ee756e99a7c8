import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Reads a document with a strict parser; what is not well-formed is an error. */
export function xmlTree(document: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const innermost = () => open.at(-1) as XmlElement;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: XmlElement = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    innermost().children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    innermost().text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(document).close();
  return root.children[0] as XmlElement;
}

/** All elements of a name below one, in the order of the document. */
export const below = (element: XmlElement, name: string): XmlElement[] => element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)]);
