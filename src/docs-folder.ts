/** A page of docs/, which lies beside the program: in a checkout and in the package. Right for files of src/ and of dist/ alike. */
export const docsPage = (name: string): URL => new URL(`../docs/${name}`, import.meta.url);
