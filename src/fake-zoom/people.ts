/** Invented people: first and last names by script, with the plain spelling their mail address uses. */
export interface NamePool {
  readonly first: readonly (readonly [string, string])[];
  readonly last: readonly (readonly [string, string])[];
  readonly timezone: string;
  readonly language: string;
  /** Family name before given name. */
  readonly familyFirst?: boolean;
}

const plain = (...names: string[]): [string, string][] => names.map((name) => [name, name.toLowerCase().replace(/[^a-z]/g, '')]);
const spelled = (text: string): [string, string][] => text.split(' ').map((pair) => pair.split('=') as [string, string]);

/** In proportion: English names are listed more than once. */
const ENGLISH: NamePool = {
  first: plain('Olivia', 'James', 'Amelia', 'Noah', 'Grace', 'Henry', 'Ruby', 'Leo', 'Hazel', 'Arthur', 'Ivy', 'Oscar', 'Nora', 'Miles', 'Clara', 'Felix', 'Maeve', 'Silas', 'Edith', 'Jasper'),
  last: plain(
    'Archer',
    'Bellamy',
    'Calloway',
    'Darrow',
    'Ellery',
    'Fairbank',
    'Gable',
    'Hargrove',
    'Ingram',
    'Jessop',
    'Kendrick',
    'Lockwood',
    'Merriman',
    'Northcott',
    "O'Hara",
    'Pemberton',
    'Quimby',
    'Radcliffe',
    'Sinclair',
    'Thackeray',
    'Underhill',
    'Vance',
    'Whitlock',
    'Yardley',
  ),
  timezone: 'America/New_York',
  language: 'en-US',
};

export const NAME_POOLS: readonly NamePool[] = [
  ENGLISH,
  ENGLISH,
  { ...ENGLISH, timezone: 'America/Los_Angeles' },
  {
    first: spelled('Zoë=zoe Jürgen=juergen Søren=soren Chloé=chloe Łukasz=lukasz Ángel=angel Ñusta=nusta İrem=irem'),
    last: spelled('Müller=mueller Ørsted=orsted Lefèvre=lefevre Wiśniewska=wisniewska Núñez=nunez Çelik=celik Štěpán=stepan'),
    timezone: 'Europe/Berlin',
    language: 'de-DE',
  },
  { first: spelled('Анна=anna Дмитрий=dmitri Ольга=olga Мирослав=miroslav'), last: spelled('Соколова=sokolova Левченко=levchenko Зайцев=zaitsev'), timezone: 'Europe/Kyiv', language: 'ru-RU' },
  { first: spelled('Ελένη=eleni Γιώργος=giorgos Ίρις=iris'), last: spelled('Παπαδάκη=papadaki Νικολάου=nikolaou'), timezone: 'Europe/Athens', language: 'en-US' },
  { first: spelled('伟=wei 静=jing 思远=siyuan 雨桐=yutong'), last: spelled('王=wang 李=li 欧阳=ouyang'), timezone: 'Asia/Shanghai', language: 'zh-CN', familyFirst: true },
  { first: spelled('さくら=sakura 蓮=ren 美咲=misaki'), last: spelled('高橋=takahashi 渡辺=watanabe'), timezone: 'Asia/Tokyo', language: 'jp-JP', familyFirst: true },
  { first: spelled('지우=jiwoo 서연=seoyeon 민준=minjun'), last: spelled('김=kim 박=park'), timezone: 'Asia/Seoul', language: 'ko-KO', familyFirst: true },
  { first: spelled('ليلى=layla يوسف=yusuf نور=nour'), last: spelled('حداد=haddad منصور=mansour'), timezone: 'Asia/Dubai', language: 'en-US' },
  { first: spelled('נועה=noa איתי=itai'), last: spelled('כהן=cohen לוי=levi'), timezone: 'Asia/Jerusalem', language: 'en-US' },
  { first: spelled('आरव=aarav दीया=diya ईशा=isha'), last: spelled('शर्मा=sharma नायर=nair'), timezone: 'Asia/Kolkata', language: 'en-US' },
  { first: spelled('สมชาย=somchai มะลิ=mali'), last: spelled('แสงทอง=saengthong ใจดี=jaidee'), timezone: 'Asia/Bangkok', language: 'en-US' },
];

export const DEPARTMENTS = ['Engineering', 'Sales', 'Support', 'Finance', 'People', 'Legal', 'Marketing', 'IT', 'Research', 'Operations'] as const;
export const JOB_TITLES = ['Analyst', 'Engineer', 'Manager', 'Specialist', 'Director', 'Coordinator'] as const;
/** The company's own domain, two subsidiaries, and a mailbox outside. */
export const DOMAINS = ['example.com', 'labs.example.com', 'example.org', 'partner.example.net'] as const;
