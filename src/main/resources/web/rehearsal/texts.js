// The fixed texts of the practice room in the language of the page; its HTML has them in English.

import {say} from '../desk/say.js';

const texts = () => ({
  'h1': say('Phone'),
  'body > header p': say('A practice room. Nobody real can be called from here.'),
  '#own-title': say('Your phone'),
  '#people legend': say('Who do you call?'),
  '#voice + span': say('Speak yourself, with this tab’s microphone'),
  '#shows + span': say('Show a borrowed number, so that they can call back after a drop'),
  '#near .what': say('They hear'),
  '#far .what': say('You hear'),
  '#end': say('Hang up'),
  '.own .kept div:nth-child(1) dt': say('Kept in your phone’s call log'),
  '.own .kept div:nth-child(2) dt': say('Kept on this server'),
  '.own .kept div:nth-child(2) dd': say('No number, no name. A call adds one to a count.'),
  '#theirs-title': say('Their phones, and what each place keeps of a call'),
});

const ofAPhone = () => ({
  '.answer': say('Answer'),
  '.here': say('Answer here'),
  '.lose': say('Drop'),
  '.silence': say('Silence'),
  '.back': say('Call back'),
  '.in': say('Call in'),
  '.in-private': say('Call in, number withheld'),
  '.meter .what': say('Hears'),
  '.elsewhere': say('Another tab is this phone.'),
  '.does span': say('When it is called'),
  '.own-tab': say('Be this phone in another tab'),
  '.kept div:nth-child(1) dt': say('Screen'),
  '.kept div:nth-child(2) dt': say('Call log'),
  '.kept div:nth-child(3) dt': say('Voicemail'),
  '.kept div:nth-child(4) dt': say('Phone bill'),
  '.kept div:nth-child(5) dt': say('Phone company'),
});

/** Before anything is made of the page's templates. */
export function translate() {
  const phone = document.querySelector('#phone').content;
  for (const [root, all] of [[document, texts()], [phone, ofAPhone()]]) {
    for (const [selector, text] of Object.entries(all)) {
      root.querySelector(selector).textContent = text;
    }
  }
  for (const id of ['near', 'far']) {
    const meter = document.querySelector(`#${id}`);
    meter.setAttribute('aria-label', meter.querySelector('.what').textContent);
  }
}
