// After a plan was erased: the receipt, by which anyone on staff can check it later without learning whose it was.

import {answers, question} from '../choices.js';
import {button, el} from '../dom.js';

export const view = {
  name: 'erased',
  title: 'Erased',
  render(root, app, {receipt}) {
    root.append(question('It is erased'),
        el('p', {class: 'lead', text: 'Its key is destroyed. Nobody can read it any more, we included.'}),
        el('p', {class: 'receipt'}, 'Receipt ', el('strong', {text: String(receipt)})),
        answers(button('Done', () => app.home(), {class: 'go big'}),
            button('Check the receipt', () => app.go('receipts', {check: receipt}))));
    app.say('It is erased.');
  },
};
