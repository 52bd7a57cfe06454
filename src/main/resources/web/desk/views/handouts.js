// The rules in force as a sheet to give away: for whom, in which language, in which size; printed, or as a PDF.

import {backButton, foot} from '../choices.js';
import {button, choice, el, heading, sentence} from '../dom.js';
import {edges} from '../clientsheet.js';
import {draw, handout, hasPdf, pdfOf} from '../handout.js';
import {offer} from '../pdf.js';
import {code, languages, say, speaker} from '../say.js';

const READERS = [
  ['ADVOCATES', say('Those who call')],
  ['SURVIVORS', say('Survivors')],
  ['BOARD', say('The board')],
];
const SIZES = [['usual', say('Usual')], ['large', say('Large')]];

export const view = {
  name: 'handouts',
  title: say('Sheets to give away'),
  async render(root, app) {
    const rules = await app.api.get('/api/rules'); // asked anew each time: a sheet is never older than its page
    const chosen = {reader: 'ADVOCATES', language: code, size: 'usual'};
    let sheet = null;
    let voice = null;
    let paper = el('div'); // stands in the view itself: nothing else there is printed
    const save = button(say('Save as PDF'), async () =>
      offer(await pdfOf(sheet, voice, chosen.size === 'large').file()));
    const none = el('p', {class: 'hint', text: say('A PDF cannot be made here in this language. Print the page instead:'
        + ' the browser can print into a file.')});
    const show = async () => {
      voice = await speaker(chosen.language);
      sheet = handout(chosen.reader, rules, voice);
      const next = draw(sheet, voice, chosen.size === 'large');
      paper.replaceWith(next);
      paper = next;
      save.hidden = !hasPdf(sheet);
      none.hidden = hasPdf(sheet);
    };
    const choose = (name, title, options) => choice(title, options, chosen[name], value => {
      chosen[name] = value;
      show().catch(error => app.say(sentence(error)));
    });
    root.append(heading(say('Sheets to give away')),
        el('p', {class: 'soft', text: say('They name nobody. Give one only to somebody who can keep it safely.')}),
        choose('reader', say('For whom'), READERS),
        choose('language', say('The language that they read'), languages.map(each => [each.code, each.name])),
        choose('size', say('Print'), SIZES),
        paper, el('div', {class: 'actions'}, button(say('Print'), async () => print(), {kind: 'go'}), save), none,
        edges(),
        foot(backButton(() => app.back())));
    await show();
  },
};
