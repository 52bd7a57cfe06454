// A new recovery sheet; the old one stops working once this one was read back.

import {toText} from '../crypto.js';
import {button, el, heading, step} from '../dom.js';
import {newRecovery} from '../recovery.js';
import {say} from '../say.js';
import {newSheet, walkThrough} from '../sheet.js';
import {SHEET} from '../voucher.js';

export const view = {
  name: 'sheet',
  title: say('Recovery sheet'),
  async render(root, app) {
    const sheet = await newSheet();
    await walkThrough(root, app, sheet, async () => {
      const {publicKey, sealed, proofHash} = await newRecovery(sheet.secret);
      await app.session.refresh();
      await app.api.put('/api/recovery', {
        publicKey: toText(publicKey),
        sealed: toText(sealed),
        proofHash: toText(proofHash),
        wrapped: await app.session.ring.wrapAll(publicKey, SHEET),
        voucher: await app.session.ring.vouch(SHEET, publicKey),
      });
      app.patient(false);
      step(root, heading(say('The new sheet works')),
          el('p', {class: 'lead', text: say('Lock it away, and destroy the old one.')}),
          button(say('Done'), () => app.home(), {kind: 'go', class: 'go big'}));
    });
    return () => {
      sheet.secret.fill(0);
      sheet.words.fill('');
    };
  },
};
