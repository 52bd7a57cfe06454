// Texts that people read, in the language of the page. The English sentence is the key of its translation.

/** What a language's file says for an English sentence; nothing yet: English. */
const texts = {};

const code = 'en';

const plurals = new Intl.PluralRules(code);

/**
 * The text for an English sentence with its places filled: say('Locks in {seconds} s', {seconds: 5}). A sentence that
 * counts gives both English forms and fills 'count': say({one: '{count} call', other: '{count} calls'}, {count: 2}).
 * Its key is the 'other' form; its translation has the forms of its language.
 */
export function say(sentence, places = {}) {
  const english = typeof sentence === 'string' ? sentence : sentence.other;
  const found = texts[english] ?? sentence;
  const form = typeof found === 'string' ? found : found[plurals.select(places.count)] ?? found.other;
  return form.replace(/\{(\w+)\}/g, (place, name) => name in places ? String(places[name]) : place);
}
