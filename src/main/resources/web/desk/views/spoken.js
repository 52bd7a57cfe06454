// What callers hear: for each programme and language the product's own sentences, or the centre's recordings of them.

import {backButton, foot} from '../choices.js';
import {button, el, fault, field, heading, sentence} from '../dom.js';
import {clock} from '../messagecall.js';
import {Player} from '../player.js';
import {Recording} from '../phone/recording.js';
import {toBytes, toText} from '../crypto.js';
import {capital, code, say} from '../say.js';
import {MOST_SECONDS, decoded, wavOfSound} from '../wav.js';

const WHAT = {
  greeting: say('The greeting'),
  'language-menu': say('Which key is for which language'),
  'voice-menu': say('Which key is for a woman or a man'),
  'please-wait': say('Please wait, somebody is being called'),
  'press-zero': say('Press 0 at any time to leave a message'),
  'leave-message': say('Leave a message after the tone'),
  'message-kept': say('The message is kept'),
  'nobody-here': say('Nobody can answer now'),
  'cut-off-code': say('What to key after being cut off'),
  challenge: say('Press a key to show that somebody is there'),
  'off-duty': say('The advocate is not on duty now'),
  elsewhere: say('Nobody here is free: they are put through to another place'),
};
const tongues = new Intl.DisplayNames([code], {type: 'language'});

const path = ({programme, language, sentence: name}) =>
  `/api/prompts/${[programme, language, name].map(encodeURIComponent).join('/')}`;

function chosen(label, list, names) {
  const select = el('select', null, list.map(each => el('option', {value: each, text: names(each)})));
  return {select, node: field(label, select)};
}

/** One sentence: what it is for, whose it is, and what can be done about it. */
function item(app, place, own, redraw) {
  const words = el('p', {class: 'soft', role: 'status', text: own ? say('Your recording, {length}.',
      {length: clock(own.seconds)}) : say('The built-in sentence.')});
  const does = el('div', {class: 'actions'});
  const recording = new Recording(MOST_SECONDS * 1_000);
  const failed = error => {
    words.textContent = sentence(error);
  };
  const act = (label, work, more = {}) => button(label, work, {failed, ...more,
    'aria-label': `${label}: ${WHAT[place.sentence] ?? place.sentence}`});
  const keep = async sound => {
    if (sound.duration > MOST_SECONDS) {
      words.textContent = say('That is too long. A minute is the most.');
      return;
    }
    await app.api.put(path(place), {wav: toText(await wavOfSound(sound))});
    app.say(say('Saved. Callers hear it from now on.'));
    await redraw(place.sentence);
  };
  const stop = async () => {
    await recording.end();
    const {sound} = recording;
    await keep(sound);
    recording.forget();
  };
  const record = async () => {
    await recording.begin(() => stop().catch(failed));
    words.textContent = say('Recording. Say the sentence, then press Stop.');
    const end = act(say('Stop'), stop, {kind: 'go'});
    does.replaceChildren(end);
    end.focus();
  };
  const file = el('input', {type: 'file', accept: 'audio/*,.wav,.mp3,.ogg', hidden: true});
  file.addEventListener('change', async () => {
    try {
      await keep(await decoded(await file.files[0].arrayBuffer()));
    } catch (error) {
      words.textContent = error.forPeople ?? say('This browser cannot read that file. WAV, MP3 and OGG are known.');
    }
  });
  const hear = async () => {
    const {wav} = await app.api.get(path(place));
    const sound = await decoded(toBytes(wav).buffer);
    const player = new Player(sound.getChannelData(0), sound.sampleRate, () => player.forget());
    await player.play();
  };
  const remove = async () => {
    await app.api.remove(path(place));
    app.say(say('Removed. Callers hear the built-in sentence again.'));
    await redraw(place.sentence);
  };
  does.append(...[act(own ? say('Record again') : say('Record it'), record),
    act(say('Choose a file'), () => file.click()), own && act(say('Hear it'), hear),
    own && act(say('Remove it'), remove)].filter(Boolean));
  return {
    node: el('li', {class: 'callback', data: {sentence: place.sentence}},
        el('h2', {class: 'when', tabindex: '-1', text: WHAT[place.sentence] ?? place.sentence}), words, does, file),
    forget: () => recording.forget(),
  };
}

export const view = {
  name: 'spoken',
  title: say('What callers hear'),
  async render(root, app) {
    let items = [];
    let all = await app.api.get('/api/prompts');
    const programme = chosen(say('Programme'), all.programmes, each => each);
    const language = chosen(say('Language'), all.languages, each => capital(tongues.of(each)));
    const list = el('ul');
    const draw = () => {
      items.forEach(each => each.forget());
      items = all.sentences.map(name => {
        const place = {programme: programme.select.value, language: language.select.value, sentence: name};
        const own = all.own.find(each => each.programme === place.programme && each.language === place.language
          && each.sentence === name);
        return item(app, place, own, redraw);
      });
      list.replaceChildren(...items.map(each => each.node));
    };
    async function redraw(name) {
      all = await app.api.get('/api/prompts');
      draw();
      list.querySelector(`[data-sentence="${CSS.escape(name)}"] h2`)?.focus({preventScroll: true});
    }
    for (const {select} of [programme, language]) {
      select.addEventListener('change', () => {
        fault(select, '');
        draw();
      });
    }
    root.append(heading(say('What callers hear')),
        el('p', {class: 'lead', text: say('Say nothing that would put a caller in danger if somebody else hears it: no'
            + ' name of the centre, if callers were not told it.')}),
        ...[all.programmes.length > 1 && programme.node, all.languages.length > 1 && language.node].filter(Boolean),
        el('section', {class: 'callbacks'}, list), foot(backButton(() => app.back())));
    draw();
    return () => items.forEach(each => each.forget());
  },
};
