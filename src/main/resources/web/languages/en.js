// The pages' own language: the sentences stand in the modules, so that nothing needs to be said here.

export const code = 'en';
export const name = 'English';
export const direction = 'ltr';
/** How days, hours and lists are written. */
export const locale = 'en-GB-u-ca-gregory-hc-h12-nu-latn';
export const texts = {};
/** What the office's views alone say. */
export const office = {};
