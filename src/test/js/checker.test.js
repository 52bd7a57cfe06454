// What the voicemail checker marks in each language (G14, G14a).

import test from 'node:test';
import assert from 'node:assert/strict';
import {LANGUAGES, check, fieldsOf, fill, suggest} from '../../main/resources/web/desk/checker/checker.js';

const LEASED = ['+12125550143', '+34910000099', '+33199000042'];
const OWN = ['Harbor House', 'Casa Luna', 'Maison Églantine'];

// language | consent | message | marks as KIND:text, in order | what is missing
const EXAMPLES = [
  // English: safe
  ['en', 'VAGUE', 'Hi, this is Ana, returning your call. I am around weekdays between 9 and 5. I will try you again'
    + ' tomorrow afternoon. Bye for now.', [], []],
  ['en', 'VAGUE', 'Hello, it’s Sam. I have the answer to your question. I will call again tomorrow.', [], []],
  ['en', 'VAGUE', 'Sam here, following up. I’ll try you again on Thursday at 9:30 am.', [], []],
  ['en', 'VAGUE', 'hi it\'s ana, returning your call, i\'ll try again tomorrow morning', [], []],
  ['en', 'VAGUE', 'This is Ana about our talk on 12/24. Call me back from 9-17 or at 1730, weekdays in 2026.', [], []],
  ['en', 'VAGUE', 'This is Ana, returning your call. I will call back between nine thirty and five.', [], []],
  ['en', 'AGREED', 'This is Ana, returning your call. Call me back weekdays 9 to 5 on (212) 555-0143.', [], []],
  ['en', 'AGREED', 'This is Ana, returning your call. Call me back today on +1 212 555 0143.', [], []],
  ['en', 'VAGUE', 'This is Ana. You asked me about Tuesday. Looking forward to hearing from you; I will call again.',
      [], []],
  ['en', 'VAGUE', 'This is Ana, just in case you wanted the answer today. I will try again.', [], []],
  // English: reveals
  ['en', 'VAGUE', 'This is Ana from Harbor House, returning your call. I will try again tomorrow.',
    ['ORGANISATION:Harbor House'], []],
  ['en', 'VAGUE', 'This is Ana from HARBOR-HOUSE, returning your call. I will try again tomorrow.',
    ['ORGANISATION:HARBOR-HOUSE'], []],
  ['en', 'VAGUE', 'This is Ana from the women’s shelter, returning your call. I will try again tomorrow.',
    ['ORGANISATION:shelter'], []],
  ['en', 'VAGUE', 'This is Ana from the Women’s Center about tomorrow. I will call back.',
    ['ORGANISATION:Women’s Center'], []],
  ['en', 'VAGUE', 'This is Ana from the crisis hotline, returning your call. I will try again tomorrow.',
    ['SERVICE:crisis', 'SERVICE:hotline'], []],
  ['en', 'VAGUE', 'This is your advocate Ana, about your protective order hearing tomorrow. Call me back.',
    ['SERVICE:advocate', 'CASE:protective order'], ['NAME']],
  ['en', 'VAGUE', 'This is Ana, about your case. Call me back tomorrow.', ['CASE:your case'], []],
  ['en', 'VAGUE', 'This is Ana. I wanted to ask about the abuse. I will call again today.', ['CASE:abuse'], []],
  ['en', 'VAGUE', 'This is Ana, about the domestic violence report. I will call again today.',
    ['CASE:domestic', 'CASE:violence', 'CASE:report'], []],
  ['en', 'VAGUE', 'This is Ana. Is it safe to talk? I will call again today.', ['CASE:safe'], []],
  ['en', 'VAGUE', 'This is Ana, about your counselling. I will try again on Monday.', ['SERVICE:counselling'], []],
  ['en', 'VAGUE', 'This is Ana, about the support group on Monday. I will try again.', ['SERVICE:support group'], []],
  ['en', 'VAGUE', 'This is Ana, about the lawyers’ question. I will try again on Monday.', ['SERVICE:lawyers'], []],
  ['en', 'VAGUE', 'This is Ana from the police, about your statement. I will try again on Monday.',
    ['ORGANISATION:police', 'CASE:statement'], []],
  ['en', 'VAGUE', 'This is Ana, returning your call. Call me at 646 555 0199 until 5 pm.', ['NUMBER:646 555 0199'], []],
  ['en', 'AGREED', 'This is Ana, returning your call. Call me at 646-555-0199 until 5 pm.', ['NUMBER:646-555-0199'],
      []],
  ['en', 'VAGUE', 'This is Ana, returning your call. Call me at 212 555 0143 until 5 pm.', ['LEASED:212 555 0143'], []],
  ['en', 'AGREED', 'This is Ana, returning your call. Call me at 555 0143, ext 214, until 5 pm.',
    ['NUMBER:ext', 'NUMBER:214'], []],
  ['en', 'VAGUE', 'This is Ana, returning your call. Ring me on five five five, oh one nine nine, today.',
    ['NUMBER:five five five, oh one nine nine'], []],
  ['en', 'VAGUE', 'This is Ana, returning your call. Call 911 if you need me today. I will try again.', ['NUMBER:911'],
      []],
  ['en', 'VAGUE', 'This is Ana, returning your call. See harborhouse.org or call me back today.',
    ['WEB:harborhouse.org'], []],
  ['en', 'VAGUE', 'This is Ana, returning your call. See https://example.net/a?b=1 today. I will try again.',
    ['WEB:https://example.net/a?b=1'], []],
  ['en', 'VAGUE', 'This is Ana, about today. Write to ana@example.org or call me back.', ['EMAIL:ana@example.org'], []],
  ['en', 'VAGUE', 'Hi, this is {name}, returning your call. I will try again tomorrow.', ['FIELD:{name}'], ['NAME']],
  ['en', 'VAGUE', 'Hi, this is [first name], returning your call. I will try again tomorrow.',
    ['FIELD:[first name]'], ['NAME']],
  // English: too empty
  ['en', 'VAGUE', 'Hello.', [], ['NAME', 'REASON', 'HOURS', 'WAY_BACK']],
  ['en', 'VAGUE', 'Call me back.', [], ['NAME', 'REASON', 'HOURS']],
  ['en', 'VAGUE', 'This is Ana. Call me back.', [], ['REASON', 'HOURS']],
  ['en', 'VAGUE', 'This is Ana, returning your call. Call me back.', [], ['HOURS']],
  ['en', 'VAGUE', 'This is Ana, returning your call from this morning. Bye.', [], ['WAY_BACK']],
  ['en', 'VAGUE', 'I\'m sorry I missed you today, returning your call. I will try again.', [], ['NAME']],
  // What people shorten
  ['en', 'VAGUE', 'This is Ana from the Title IX Office, about today. I will call back.',
    ['ORGANISATION:Title IX Office'], []],
  ['en', 'VAGUE', 'This is Ana from DV, about today. I will call back.', ['CASE:DV'], []],
  ['en', 'VAGUE', 'This is Ana from DVS, about today. I will call back.', ['SERVICE:DVS'], []],
  ['en', 'VAGUE', 'This is Ana, I watched a DVD, about today. I will call back.', [], []],
  ['es', 'VAGUE', 'Soy Ana, de la Unidad de Igualdad, por lo de hoy. Volveré a llamar.',
    ['ORGANISATION:Unidad de Igualdad'], []],
  ['es', 'VAGUE', 'Soy Ana, sobre lo de VG. Llámeme mañana.', ['CASE:VG'], []],
  ['es', 'VAGUE', 'Soy Ana, del Título IX, por lo de hoy. Volveré a llamar.', ['SERVICE:Título IX'], []],
  ['fr', 'VAGUE', 'C’est Ana, de la cellule d’écoute, au sujet de demain. Je rappellerai.',
    ['ORGANISATION:cellule d’écoute'], []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet des VSS. Rappelez-moi demain.', ['CASE:VSS'], []],
  ['fr', 'VAGUE', 'C’est Ana, pour parler de VIF. Rappelez-moi demain.', ['CASE:VIF'], []],
  // Spanish
  ['es', 'VAGUE', 'Hola, soy Ana, le devuelvo la llamada. Estoy de lunes a viernes de 9 a 17 h. Volveré a llamar'
      + ' mañana.',
    [], []],
  ['es', 'VAGUE', 'Hola, soy Ana. Tengo la respuesta a su pregunta. Seguramente llamaré mañana entre las nueve y las'
      + ' diez.',
    [], []],
  ['es', 'AGREED', 'Habla Ana, le devuelvo la llamada. Llámeme hoy al 910 000 099.', [], []],
  ['es', 'VAGUE', 'Habla Ana, le devuelvo la llamada. Llámeme hoy al 910 000 099.', ['LEASED:910 000 099'], []],
  ['es', 'VAGUE', 'Soy Ana, de Casa Luna, por lo de mañana. Volveré a llamar.', ['ORGANISATION:Casa Luna'], []],
  ['es', 'VAGUE', 'Soy Ana, del Centro de la Mujer, por lo de mañana. Volveré a llamar.',
    ['ORGANISATION:Centro de la Mujer'], []],
  ['es', 'VAGUE', 'Soy Ana, del refugio, por lo de mañana. Volveré a llamar.', ['ORGANISATION:refugio'], []],
  ['es', 'VAGUE', 'Soy Ana, su abogada, por lo de mañana. Volveré a llamar.', ['SERVICE:abogada'], []],
  ['es', 'VAGUE', 'Soy Ana, psicóloga, sobre la denuncia de hoy. Volveré a llamar.',
    ['SERVICE:psicóloga', 'CASE:denuncia'], []],
  ['es', 'VAGUE', 'Soy Ana, sobre la orden de alejamiento. Llámeme mañana.', ['CASE:orden de alejamiento'], []],
  ['es', 'VAGUE', 'Soy Ana, sobre la violencia de género. Llámeme mañana.', ['CASE:violencia', 'CASE:de género'], []],
  ['es', 'VAGUE', 'Soy Ana, sobre su CASO. Llámeme mañana.', ['CASE:su CASO'], []],
  ['es', 'VAGUE', 'Soy Ana, de la policia, sobre ayer. Llámeme mañana.', ['ORGANISATION:policia'], []],
  ['es', 'VAGUE', 'Soy Ana, le devuelvo la llamada. Marque el cero dieciséis, o llámeme mañana.',
    ['NUMBER:cero dieciséis'], []],
  ['es', 'VAGUE', 'Soy Ana, le devuelvo la llamada. Mi número: seis cuarenta y dos, diez, veinte, treinta. Llámeme'
      + ' hoy.',
    ['NUMBER:seis cuarenta y dos, diez, veinte, treinta'], []],
  ['es', 'VAGUE', 'Soy Ana, le devuelvo la llamada. Llámeme hoy al 642.10.20.30.', ['NUMBER:642.10.20.30'], []],
  ['es', 'VAGUE', 'Soy Ana, le devuelvo la llamada. Vea www.casaluna.es y llámeme hoy.', ['WEB:www.casaluna.es'], []],
  ['es', 'VAGUE', 'Soy Ana, de la línea de ayuda, por lo de hoy. Volveré a llamar.', ['SERVICE:línea de ayuda'], []],
  ['es', 'VAGUE', 'Hola.', [], ['NAME', 'REASON', 'HOURS', 'WAY_BACK']],
  ['es', 'VAGUE', 'Soy Ana. Llámeme.', [], ['REASON', 'HOURS']],
  ['es', 'VAGUE', 'Le devuelvo la llamada. Volveré a llamar mañana.', [], ['NAME']],
  // French
  ['fr', 'VAGUE', 'Bonjour, c’est Ana, je vous rappelle comme convenu. On me trouve en semaine de 9 h à 17 h. Je'
    + ' réessaierai demain après-midi.', [], []],
  ['fr', 'VAGUE', 'Bonjour, c’est Ana. J’ai la réponse à votre question. Je rappellerai demain vers neuf heures.', [],
      []],
  ['fr', 'VAGUE', 'C’est Ana, bien sûr au sujet de demain. Je rappellerai de 9h30 à 17h.', [], []],
  ['fr', 'AGREED', 'C’est Ana, je vous rappelle comme convenu. Rappelez-moi demain au 01 99 00 00 42.', [], []],
  ['fr', 'VAGUE', 'C’est Ana, je vous rappelle comme convenu. Rappelez-moi demain au 01 99 00 00 42.',
    ['LEASED:01 99 00 00 42'], []],
  ['fr', 'VAGUE', 'C’est Ana de la maison eglantine, au sujet de demain. Je rappellerai.',
    ['ORGANISATION:maison eglantine'], []],
  ['fr', 'VAGUE', 'C’est Ana du centre d’hébergement, au sujet de demain. Je rappellerai.',
    ['ORGANISATION:centre d’hébergement'], []],
  ['fr', 'VAGUE', 'C’est Ana du CENTRE D\'HEBERGEMENT, au sujet de demain. Je rappellerai.',
    ['ORGANISATION:CENTRE D\'HEBERGEMENT'], []],
  ['fr', 'VAGUE', 'C’est Ana de la ligne d’écoute, au sujet de demain. Je rappellerai.', ['SERVICE:ligne d’écoute'],
      []],
  ['fr', 'VAGUE', 'C’est Ana, votre avocate, au sujet de la plainte. Rappelez-moi demain.',
    ['SERVICE:avocate', 'CASE:plainte'], []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet des violences conjugales. Rappelez-moi demain.',
    ['CASE:violences', 'CASE:conjugales'], []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet de votre dossier. Rappelez-moi demain.', ['CASE:votre dossier'], []],
  ['fr', 'VAGUE', 'C’est Ana, assistante sociale, au sujet de demain. Rappelez-moi.', ['SERVICE:assistante sociale'],
      []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet de demain. Rappelez-moi au zéro six douze trente-quatre cinquante-six.',
    ['NUMBER:zéro six douze trente-quatre cinquante-six'], []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet de demain. Faites le 3919 ou rappelez-moi.', ['NUMBER:3919'], []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet de demain. Faites le trente-neuf dix-neuf ou rappelez-moi.',
    ['NUMBER:trente-neuf dix-neuf'], []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet de demain. Rappelez-moi au 06 12 34 56 78 !', ['NUMBER:06 12 34 56 78'], []],
  ['fr', 'VAGUE', 'C’est Ana, au sujet de demain. Écrivez à ana@exemple.fr, je rappellerai.', ['EMAIL:ana@exemple.fr'],
      []],
  ['fr', 'VAGUE', 'Bonjour.', [], ['NAME', 'REASON', 'HOURS', 'WAY_BACK']],
  ['fr', 'VAGUE', 'C’est Ana. Rappelez-moi.', [], ['REASON', 'HOURS']],
  ['fr', 'VAGUE', 'Je suis joignable demain, comme convenu. Je rappellerai.', [], ['NAME']],
];

EXAMPLES.forEach(([tag, consent, message, marks, missing], index) => {
  test(`${tag} ${index + 1}: ${message}`, () => {
    const found = check(message, {tag, consent, leased: LEASED, own: OWN});
    assert.deepEqual(found.marks.map(mark => `${mark.kind}:${mark.text}`), marks);
    assert.deepEqual(found.missing.map(need => need.kind), missing);
    assert.equal(found.safe, marks.length + missing.length === 0);
    for (const mark of found.marks) {
      assert.equal(message.slice(mark.from, mark.to), mark.text);
      assert.ok(mark.why.length > 20);
    }
  });
});

test('there are at least sixty examples, and twenty for each language', () => {
  assert.ok(EXAMPLES.length >= 60);
  for (const tag of Object.keys(LANGUAGES)) {
    assert.ok(EXAMPLES.filter(([of]) => of === tag).length >= 20, tag);
  }
});

for (const [tag, language] of Object.entries(LANGUAGES)) {
  for (const [consent, templates] of Object.entries(language.templates)) {
    test(`${tag} ${consent}: every template is safe once it is filled, and not before`, () => {
      for (const template of templates) {
        const number = LEASED[Object.keys(LANGUAGES).indexOf(tag)];
        const hours = {en: 'weekdays between 9 and 5', es: 'de lunes a viernes de 9 a 17 h',
          fr: 'en semaine de 9 h à 17 h'};
        const filled = fill(template, {name: 'Ana', number, hours: hours[tag], again: language.again.WEEKDAY.EVENING});
        const found = check(filled, {tag, consent, leased: LEASED, own: OWN});
        assert.deepEqual([found.marks, found.missing], [[], []], filled);
        assert.equal(check(template, {tag, consent, leased: LEASED}).marks.every(mark => mark.kind === 'FIELD'), true);
        assert.ok(fieldsOf(template).every(field => field in {...language.blanks}));
      }
    });
  }
}

test('a suggestion keeps the name and is safe', () => {
  const found = check('This is Maya from the shelter.', {tag: 'en', leased: LEASED});
  assert.match(found.suggestion, /Maya/);
  assert.ok(check(found.suggestion, {tag: 'en', leased: LEASED}).safe);
  assert.match(suggest({tag: 'fr', consent: 'AGREED', leased: [LEASED[2]], name: 'Ana'}), /33199000042/);
});

test('why something is marked is said in the language of the message', () => {
  for (const [tag, word] of [['en', 'police'], ['es', 'policía'], ['fr', 'police']]) {
    const {marks, missing} = check(`${word} {x}`, {tag});
    const language = LANGUAGES[tag];
    assert.deepEqual(marks.map(({name, why}) => [name, why]),
        ['ORGANISATION', 'FIELD'].map(kind => [language.kinds[kind], language.reasons[kind]]));
    assert.deepEqual(missing.map(({short, why}) => ({short, why})), Object.values(language.needs));
  }
  const keys = part => Object.values(LANGUAGES).map(language => Object.keys(language[part]).join(' '));
  for (const part of ['kinds', 'reasons', 'needs', 'verdicts', 'again', 'blanks']) {
    assert.equal(new Set(keys(part)).size, 1, part);
  }
  assert.equal(new Set(Object.values(LANGUAGES).map(language => language.reasons.CASE)).size, 3);
});

test('nothing is said about an empty message, and it is not safe either', () => {
  assert.deepEqual(check('  '), {marks: [], missing: [], safe: false, suggestion: suggest()});
});

test('marks never overlap and stand in order, whatever the text', () => {
  let seed = 7;
  const next = most => (seed = (seed * 48271) % 2147483647) % most;
  const words = EXAMPLES.flatMap(([, , message]) => message.split(' '));
  for (let round = 0; round < 300; round++) {
    const text = Array.from({length: next(30)}, () => words[next(words.length)]).join(' ');
    const {marks} = check(text, {tag: Object.keys(LANGUAGES)[next(3)], leased: LEASED, own: OWN});
    marks.forEach((mark, index) => assert.ok(mark.from < mark.to && (index === 0 || mark.from >= marks[index - 1].to)));
  }
});
