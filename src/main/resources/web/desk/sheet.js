// The recovery sheet: twelve words on paper. Made here, printed from here; neither words nor file reach the server.

import {random} from './crypto.js';
import {button, el, fault, field, form, heading, step} from './dom.js';
import {PAGE, Pdf, isWritable, offer} from './pdf.js';
import {say, writing} from './say.js';
import {spell} from './square.js';
import {drawQr, modulesOf, runsOf} from './qr.js';
import {newSecret} from './recovery.js';
import {phraseOf, readWords} from './words.js';

const ASKED = 3;
const TITLE = say('Recovery words');
const ADVICE = say('Keep this paper locked away. Whoever has it can open everything.');
const STEPS = [
  say('Use it when every device is lost.'),
  say('Open the page on a new device and choose “Use the recovery sheet”.'),
  say('Type the twelve words in this order, or press “Scan the square” there.'),
  say('Afterwards make a new sheet and destroy this one.'),
];

/** The PDF has no letters but Latin ones: elsewhere the sheet is printed, which can make a file as well. */
const writable = isWritable([TITLE, ADVICE, ...STEPS].join(' '));

/** A new secret, its words and the day. */
export async function newSheet() {
  const secret = newSecret();
  const day = new Intl.DateTimeFormat(writing, {dateStyle: 'long'}).format(new Date());
  return {secret, words: await phraseOf(secret), day};
}

/** The sheet to look at and to print. */
export async function drawSheet({secret, words, day}) {
  return el('article', {class: 'sheet', 'aria-label': TITLE},
      el('h2', {text: TITLE}),
      el('p', {class: 'made', text: say('Made on {day}', {day})}),
      el('ol', {class: 'words', lang: 'en', dir: 'ltr'}, words.map(word => el('li', {text: word}))),
      await drawQr(spell(secret), say('The twelve words as a square code')),
      el('p', {class: 'advice', text: ADVICE}),
      el('ol', {class: 'how'}, STEPS.map(text => el('li', {text}))));
}

/** The same as a PDF of one page. */
export async function pdfOf({secret, words, day}) {
  const pdf = new Pdf();
  const left = 72;
  pdf.text(left, PAGE.height - 90, 24, TITLE, 'bold').text(left, PAGE.height - 112, 11, say('Made on {day}', {day}));
  words.forEach((word, i) => {
    const y = PAGE.height - 160 - i % 6 * 30;
    const x = left + Math.floor(i / 6) * 130;
    pdf.text(x, y, 11, `${i + 1}.`).text(x + 24, y, 16, word, 'bold');
  });
  const modules = await modulesOf(spell(secret));
  const unit = 165 / modules.length;
  const [x, y] = [360, PAGE.height - 145];
  for (const [column, row, width] of runsOf(modules)) {
    pdf.box(x + column * unit, y - (row + 1) * unit, width * unit, unit);
  }
  pdf.rule(left, PAGE.height - 345, PAGE.width - 2 * left);
  pdf.text(left, PAGE.height - 375, 12, ADVICE, 'bold');
  STEPS.forEach((text, i) => pdf.text(left, PAGE.height - 402 - i * 20, 12, `${i + 1}.  ${text}`));
  return pdf.file();
}

/** Three different places among the words, by chance, in order. */
export function placesToAsk(count, chance = random) {
  const places = new Set();
  while (places.size < ASKED) {
    const [byte] = chance(1);
    if (byte < 256 - 256 % count) {
      places.add(byte % count);
    }
  }
  return [...places].sort((one, other) => one - other);
}

/** Shows the sheet, then asks for three of its words; 'done' follows when they were right. */
export async function walkThrough(root, app, sheet, done, progress = () => null) {
  const drawn = await drawSheet(sheet);

  function show() {
    app.patient(); // twelve words by hand take longer than a lock waits
    step(root, progress(0), heading(say('Your recovery sheet')),
        el('p', {class: 'lead', text: say('Print it or write it down now. It is the only way back in when every'
            + ' device is lost. It is shown this once.')}),
        drawn,
        el('div', {class: 'actions'},
            button(say('I have it on paper'), ask, {kind: 'go'}),
            el('div', {class: 'pair'},
                button(say('Print'), async () => print()),
                writable && button(say('Save as PDF'), async () => offer(await pdfOf(sheet))))),
        writable && el('p', {class: 'hint', text: say('A saved file is called page.pdf and stays in this device’s'
            + ' downloads. Print it, then delete it there and empty the bin: whoever finds it can open everything.')}));
  }

  async function ask() {
    const places = placesToAsk(sheet.words.length);
    const inputs = places.map(() => el('input', {
      type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', maxlength: 10}));
    const check = button(say('Check'), async () => {
      inputs.forEach(input => fault(input, ''));
      const wrong = inputs.findIndex((input, i) => readWords(input.value)[0] !== sheet.words[places[i]]);
      if (wrong < 0) {
        await done();
      } else {
        fault(inputs[wrong], say('That is not word {number} of the sheet.', {number: places[wrong] + 1}));
        inputs[wrong].focus();
      }
    }, {kind: 'go'});
    step(root, progress(1), heading(say('Read it back')),
        el('p', {class: 'lead', text: say('Please type these three words from your paper.')}),
        form(null, inputs.map((input, i) => field(say('Word {number}', {number: places[i] + 1}), input)), check),
        button(say('Show the sheet again'), async () => show(), {kind: 'link'}));
  }

  show();
}
