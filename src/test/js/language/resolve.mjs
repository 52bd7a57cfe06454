const FILE = new URL('../../../main/resources/web/languages/', import.meta.url);

/** What the server puts at '/language.js', with the names of the languages as it adds them. */
export async function resolve(specifier, context, next) {
  return specifier === '/language.js' ? {url: 'language:page', shortCircuit: true} : next(specifier, context);
}

export async function load(url, context, next) {
  if (url !== 'language:page') {
    return next(url, context);
  }
  const file = new URL(`${process.env.STILLCALL_LANGUAGE ?? 'en'}.js`, FILE).href;
  const source = `export * from '${file}'; export const languages = [{code: 'en', name: 'English'}];`;
  return {format: 'module', source, shortCircuit: true};
}
