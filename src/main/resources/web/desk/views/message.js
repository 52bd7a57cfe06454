// One message: heard in this page alone, where somebody made sure that nobody else hears it; then deleted, or kept
// until its day. What was said is in memory until this view goes, and nowhere else.

import {backButton, foot} from '../choices.js';
import {button, el, fault, heading, sentence} from '../dom.js';
import {heldNote} from '../held.js';
import {RATE, fetchSound} from '../message.js';
import {about, clock, heard, leave, listen, remove} from '../messagecall.js';
import {dayAt, ownZone, sayDay} from '../plandays.js';
import {Player, SPEEDS} from '../player.js';
import {say, writing} from '../say.js';

const RENEW_MILLIS = 60_000;
const SHOW_MILLIS = 200;
const JUMP_SECONDS = 5;
const figures = new Intl.NumberFormat(writing);

/** Play, where it stands, how fast. 'playing' hears whether it plays. */
function controls(player, playing) {
  const name = el('span');
  const toggle = el('button', {type: 'button', class: 'go big'}, name);
  const place = el('input', {type: 'range', min: 0, max: Math.ceil(player.duration), step: 1, value: 0});
  const time = el('p', {class: 'time', 'aria-hidden': 'true'});
  const speeds = el('select', null, SPEEDS.map(speed => el('option', {value: speed, selected: speed === 1,
    text: `${figures.format(speed)} ×`})));
  speeds.value = '1';
  const draw = () => {
    name.textContent = player.playing ? say('Pause') : say('Play');
    place.value = String(Math.round(player.position));
    const text = `${clock(player.position)} / ${clock(player.duration)}`;
    time.textContent = text;
    place.setAttribute('aria-valuetext', text);
    playing(player.playing);
  };
  const does = work => async () => {
    try {
      await work();
      draw();
    } catch (error) {
      fault(toggle, sentence(error));
    }
  };
  const jump = seconds => does(() => player.seek(player.position + seconds));
  toggle.addEventListener('click', does(() => player.playing ? player.pause() : player.play()));
  place.addEventListener('input', does(() => player.seek(Number(place.value))));
  speeds.addEventListener('change', does(() => player.setSpeed(Number(speeds.value))));
  const timer = setInterval(() => player.playing && draw(), SHOW_MILLIS);
  draw();
  const node = el('section', {class: 'card player'}, toggle, time,
      el('label', {class: 'field'}, el('span', {text: say('Place in the message')}), place),
      el('div', {class: 'pair'}, button(say('Back 5 seconds'), jump(-JUMP_SECONDS)),
          button(say('On 5 seconds'), jump(JUMP_SECONDS))),
      el('label', {class: 'field'}, el('span', {text: say('Speed')}), speeds));
  return {node, draw, toggle, end: () => clearInterval(timer)};
}

export const view = {
  name: 'message',
  title: say('A message'),
  render(root, app, {message}) {
    const today = dayAt(new Date(), ownZone());
    const until = sayDay(dayAt(new Date(message.end), ownZone()), today);
    let player = null;
    let parts = null;
    let renew = 0;
    let gone = false;
    const body = el('div', {class: 'lists'});

    const end = () => {
      clearInterval(renew);
      parts?.end();
      player?.forget();
    };
    const erase = async () => {
      const yes = await app.ask(say('Delete this message now?'), {
        yes: say('Delete it'), no: say('Keep it'), stop: true,
        why: say('Its key is destroyed at once. Nobody can bring it back.')});
      if (yes) {
        const receipt = await remove(app, message.id);
        app.go('erased', {receipt});
      }
    };
    const after = () => el('section', {class: 'card'}, el('h2', {text: say('When you have heard it')}),
        el('p', {text: say('Call back only if they said how and when it is safe. Then make a plan from what they said;'
            + ' nothing of the message is copied.')}),
        el('div', {class: 'pair'}, button(say('Make a plan'), () => app.go('plan-new', {})),
            button(say('Delete it'), erase, {kind: 'stop'})),
        el('p', {class: 'hint', text: say('Kept until {day}, then deleted by itself.', {day: until})}));

    const opened = ({samples, whole, sound}) => {
      player = new Player(samples, RATE, () => {
        parts.draw();
        app.patient(false);
        app.say(say('The message is over.'));
        heard(app, message.id).catch(() => {}); // it counts as waiting then
      });
      parts = controls(player, on => app.patient(on));
      body.replaceChildren(...[
        !sound && el('p', {class: 'fault', role: 'alert', text: say('From here on this message was changed or damaged.'
            + ' Only what stands before that can be heard. Tell a coordinator.')}),
        sound && !whole && el('p', {class: 'hint', text: say('This message is cut short: the line or the server broke'
            + ' off.')}),
        parts.node, after(),
      ].filter(Boolean));
      parts.toggle.focus();
    };
    const open = button(say('Open it'), async () => {
      await listen(app, message.id);
      renew = setInterval(() => listen(app, message.id).catch(() => {}), RENEW_MILLIS);
      const found = await fetchSound(app, message.id);
      if (gone) {
        found.samples.fill(0);
      } else {
        opened(found);
      }
    }, {class: 'go big'});
    body.append(el('p', {class: 'lead', text: say('Can anybody else hear this? Use headphones, or open it when you are'
        + ' alone.')}), open);
    root.append(heading(say('A message')), el('p', {class: 'soft', text: about(message, today)}),
        heldNote(message.heldUntil), body,
        foot(backButton(() => app.back())));
    return () => {
      gone = true;
      end();
      leave(app, message.id);
    };
  },
};
