// A call for a plan: choose the phone that rings here, call, and have in sight who to ask for and what to say. The
// place at the top says where the call stands. The numbers go once one was sent; the rest goes when the call is over.

import {answers, backButton, foot, question} from '../choices.js';
import {button, choice, el, fault} from '../dom.js';
import {showEnd} from '../callend.js';
import {CallScreen} from '../callscreen.js';
import {mayShow, scripts, showsMore, toVoicemail} from '../callwords.js';
import {askFootprint, footprintCard} from '../footprint.js';
import {LiveCall, liveCall} from '../livecall.js';
import {nextTime} from '../plandays.js';
import {LABELS} from '../planmodel.js';
import {ownWords} from '../ownwords.js';
import {Recording} from '../phone/recording.js';
import {phones, place} from '../placing.js';
import {say, told} from '../say.js';
import {PAGE} from '../softphone.js';
import {askAndErase, claim, fetchPlan, giveBack, openEnvelope} from '../planstore.js';
import {saySign} from '../planwords.js';

const NO_PHONE = say('No phone is set up here. Ask the coordinator to add yours.');
const RISKS = say('It belongs to nobody. They agreed to this.');

export {mayShow, showsMore};

const STANDING = {
  ready: say('Ready'),
  busy: say('Busy'),
  unreachable: say('Not reachable'),
  denied: say('The microphone is not allowed here'),
  none: say('No microphone found'),
  unsupported: say('This browser cannot make calls'),
};

function phoneChoice(list) {
  const label = ({name}) => name === PAGE ? say('This device') : name;
  const offered = list.map(phone => [phone.name, label(phone), STANDING[phone.standing]]);
  return choice(say('Which phone?'), offered, list[0]?.name);
}

/** One call, from its preparation to its end. */
class Calling {
  #root;
  #app;
  #plan;
  #envelope;
  #override;
  #unwatch = () => {};
  #screen = null;
  #claimed = false;
  #recording = new Recording();

  constructor(root, app, plan, override) {
    this.#root = root;
    this.#app = app;
    this.#plan = plan;
    this.#override = override;
  }

  /** Opens what is read and said; the numbers only where one is about to be called. */
  async open({numbers}) {
    const envelope = await openEnvelope(this.#app, this.#plan);
    this.#envelope = numbers ? envelope : {...envelope, numbers: []};
  }

  async prepare() {
    const {policy} = this.#plan;
    const shown = showsMore(policy);
    const [list, leaves] = await Promise.all([phones(this.#app), this.#footprint(shown)]);
    const phone = phoneChoice(list);
    const numbers = this.#envelope.numbers;
    const which = numbers.length > 1 && choice(say('Which number?'), numbers.map(({label}, index) =>
      [String(index), `${index + 1}. ${LABELS[label] ?? label}`]), '0');
    const go = button(say('Call'), () => this.#call(go, {
      phone: phone.value, index: Number(which ? which.value : 0), shown}), {class: 'go big'});
    this.#root.replaceChildren(...[
      question(say('Call {name}?', {name: this.#envelope.call})),
      policy.ring && el('p', {class: 'lead', text: saySign(policy.ring)}),
      leaves,
      ...list.length === 0 ? [el('p', {class: 'lead', text: NO_PHONE})] : [phone, which, go],
      ...scripts(policy, this.#envelope),
      toVoicemail(policy, this.#envelope) !== '' && list.some(each => each.name === PAGE && each.standing === 'ready')
          && ownWords(this.#recording),
      foot(backButton(() => this.#leave())),
    ].flat().filter(Boolean));
  }

  async #footprint(shown) {
    const answer = await askFootprint(this.#app, this.#plan, {override: this.#override, shown});
    return footprintCard(answer, this.#plan.policy.zone);
  }

  async #leave() {
    if (this.#claimed) {
      await giveBack(this.#app, this.#plan.id).catch(() => {}); // it ends by itself
    }
    this.#app.back();
  }

  /** The plan is another version by now: takes that one. True if it says the same, as after a new key. */
  async #takeNewer() {
    const before = JSON.stringify([this.#plan.policy, this.#envelope]);
    this.#plan = await fetchPlan(this.#app, this.#plan.id);
    await this.open({numbers: true});
    return JSON.stringify([this.#plan.policy, this.#envelope]) === before;
  }

  async #call(go, {phone, index, shown = false, confirmed = false, newer = false}) {
    const app = this.#app;
    this.#recording.settle();
    if (!this.#claimed && this.#override === undefined) {
      try {
        await claim(app, this.#plan.id);
        this.#claimed = true;
      } catch (error) {
        if (error.status === 409) {
          fault(go, say('Somebody else is calling or has taken this call.'));
          return;
        }
        if (error.status !== 404) { // not due now: the plan itself decides
          throw error;
        }
      }
    }
    let answer;
    try {
      answer = await place(app, {
        plan: this.#plan.id, version: this.#plan.version, phone, programme: this.#plan.policy.programme,
        number: this.#envelope.numbers[index].number, override: this.#override, shown, confirmed,
      });
    } catch (error) {
      if (error.reason !== 'MOVED_ON' || newer) {
        throw error;
      }
      if (await this.#takeNewer()) {
        await this.#call(go, {phone, index, shown, confirmed, newer: true});
      } else {
        await this.prepare();
        this.#focus();
        app.alarm(say('This plan was just changed. Nobody was called. Read it again, then call.'));
      }
      return;
    }
    if (answer.placed !== undefined) {
      this.#envelope = {...this.#envelope, numbers: []};
      const live = new LiveCall(app, {
        id: answer.placed, plan: this.#plan.id, pause: this.#plan.policy.ring?.waitSeconds ?? 0,
        again: {phone, index}});
      await this.follow(live);
    } else if (answer.refused.question && !confirmed) {
      const more = await this.#footprint(shown);
      if (await app.ask(told(answer.refused.message), {yes: say('Call'), no: say('Do not call'), more})) {
        await this.#call(go, {phone, index, shown, confirmed: true});
      }
    } else {
      this.#refused(answer.refused);
    }
  }

  #refused({message, nextSafeTime}) {
    this.#root.replaceChildren(...[
      question(say('Nobody was called')), el('p', {class: 'lead', text: told(message)}),
      nextSafeTime && el('p', {class: 'lead'}, say('Next safe time:'), ' ',
          el('strong', {text: nextTime(nextSafeTime, this.#plan.policy.zone)})),
      answers(button(say('Back to the calls'), () => this.#app.home(), {class: 'go big'})),
      foot(backButton(() => this.prepare().then(() => this.#focus()))),
    ].filter(Boolean));
    this.#focus();
  }

  /** Shows what to say while the call goes on, and its end. */
  follow(live) {
    this.#screen = new CallScreen(this.#app, this.#root, {
      live, policy: this.#plan.policy, envelope: this.#envelope, recording: this.#recording});
    const follows = () => live.ended ? this.#ended(live) : this.#screen.show();
    this.#unwatch = live.watch(follows);
    live.refresh();
    return follows();
  }

  async #ended(live) {
    this.#unwatch();
    this.#recording.forget();
    live.close();
    this.#screen.close();
    this.#envelope = null; // opened again only if a number may be shown and the advocate says so
    await showEnd(this.#root, this.#app, {
      view: live.view, met: live.met, plan: this.#plan, showing: live.again ? this.#showing(live.again) : null,
      erase: () => this.#erase(), focus: () => this.#focus(),
    });
  }

  /** The one alternative, where the consent for it holds: asked for each call, never by itself. */
  #showing({phone, index}) {
    const go = button(say('Call once more, showing a number'), async () => {
      const more = await this.#footprint(true);
      const offered = {yes: say('Call, showing it'), no: say('Do not call'), why: RISKS, more};
      if (await this.#app.ask(say('Show a number on their phone?'), offered)) {
        await this.open({numbers: true});
        this.#claimed = true; // the first attempt's
        await this.#call(go, {phone, index, shown: true, confirmed: true});
      }
    });
    return el('section', {class: 'card'},
        el('p', {text: say('They agreed that a number may show if private calls are refused.')}), go);
  }

  async #erase() {
    const receipt = await askAndErase(this.#app, this.#plan.id);
    if (receipt !== null) {
      this.#app.go('erased', {receipt});
    }
  }

  #focus() {
    this.#root.querySelector('h1')?.focus({preventScroll: true});
    scrollTo(0, 0);
  }

  close() {
    this.#unwatch();
    this.#recording.forget();
    this.#screen?.close();
    this.#envelope = null;
    this.#root.replaceChildren();
    liveCall()?.refresh();
  }
}

/** args: {plan, override?}. */
export const view = {
  name: 'calling',
  title: say('Call'),
  async render(root, app, {plan: id, override}) {
    const live = liveCall();
    if (live !== null && live.plan !== id) {
      root.append(question(say('One call at a time')),
          el('p', {class: 'lead', text: say('End the call that goes on first.')}),
          foot(backButton(() => app.back())));
      return null;
    }
    const plan = await fetchPlan(app, id);
    const calling = new Calling(root, app, plan, override);
    await calling.open({numbers: live === null});
    if (live === null) {
      await calling.prepare();
    } else {
      await calling.follow(live);
    }
    return () => calling.close();
  },
};
