// What is agreed becomes the two halves of a plan, and both are read back in plain words (G9, G13, G14, G16, G17, P13).

import test from 'node:test';
import assert from 'node:assert/strict';
import * as days from '../../main/resources/web/desk/plandays.js';
import {check} from '../../main/resources/web/desk/checker/checker.js';
import {centreOf} from '../../main/resources/web/desk/centre.js';
import * as faults from '../../main/resources/web/desk/planfaults.js';
import * as model from '../../main/resources/web/desk/planmodel.js';
import * as numbers from '../../main/resources/web/desk/plannumber.js';
import * as words from '../../main/resources/web/desk/planwords.js';
import {releaseFault, sayRelease} from '../../main/resources/web/desk/releases.js';

const NOW = new Date('2026-11-22T15:00:00Z');
const RISKS = Object.keys(model.RISKS);

function answered(more = {}) {
  const draft = model.newDraft({now: NOW, zone: 'America/New_York'});
  return {...draft, caller: 'WE_CALL', when: 'DAYTIME', windows: model.windowsOf('DAYTIME'), who: 'SELF',
      call: ' Maria ',
    numbers: [{label: 'MOBILE', number: '(212) 555-0143'}], ...more};
}

const read = (draft, voice = 'READ') => words.readBack(model.policyOf(draft), model.envelopeOf(draft),
    {voice, now: NOW})
    .map(line => line.text).join(' ');

test('newDraft_untouched_isTheSafestOfEverything', () => {
  const policy = model.policyOf(model.newDraft({now: NOW, zone: 'America/New_York'}));
  assert.deepEqual(policy, {
    programme: 'helpline', zone: 'America/New_York', windows: [], once: [], except: [], caller: null,
    voicemail: {consent: 'NONE', given: '2026-11-22', until: '2026-12-22'}, dropped: {rule: 'NEVER', minutes: 5},
    identity: {shows: 'PRIVATE', given: '2026-11-22', until: '2026-12-22'}, monitored: false, languages: ['en'],
    end: '2026-12-22', askAgain: '2026-12-06', attempts: 2,
  });
  assert.ok(!('ring' in policy) && !('ifRejected' in policy));
});

test('newDraft_untouched_cannotBeKept', () => {
  assert.deepEqual(Object.keys(faults.faultsOf(model.newDraft({now: NOW}), NOW)), ['caller', 'when', 'who', 'number']);
});

test('policyOf_afterFourTaps_isWhole', () => {
  const draft = answered();
  assert.deepEqual(faults.faultsOf(draft, NOW), {});
  const policy = model.policyOf(draft);
  assert.equal(policy.windows.length, 5);
  assert.deepEqual(policy.windows[0], {day: 'MON', from: '09:00', to: '17:00'});
});

test('policyOf_holdsNothingOfThePerson', () => {
  const draft = answered({check: 'Colour?', otherwise: 'WORDS', otherwiseWords: 'Pizza?', notes: ['SHORT'],
    voicemail: {consent: 'AGREED', words: 'Hello words', given: '2026-11-22', until: null}});
  const text = JSON.stringify(model.policyOf(draft));
  for (const secret of ['Maria', '212', '555', 'Colour', 'Pizza', 'SHORT', 'Hello']) {
    assert.ok(!text.includes(secret), secret);
  }
  assert.deepEqual(model.envelopeOf(draft), {
    call: 'Maria', numbers: [{label: 'MOBILE', number: '2125550143'}], answers: 'SELF', check: 'Colour?',
    otherwise: {choice: 'WORDS', words: 'Pizza?'}, voicemail: 'Hello words', sayName: '', notes: ['SHORT'],
  });
});

test('withoutPerson_keepsTheFourAnswersOnly', () => {
  const draft = model.withoutPerson(answered({check: 'Colour?', otherwise: 'WORDS', otherwiseWords: 'Pizza?',
      notes: ['MAN'],
    voicemail: {consent: 'AGREED', words: 'Hello words', given: '2026-11-22', until: null}}));
  const text = JSON.stringify(draft);
  for (const secret of ['Maria', '0143', 'Colour', 'Pizza', 'Hello', '"MAN"']) {
    assert.ok(!text.includes(secret), secret);
  }
  assert.equal(draft.caller, 'WE_CALL');
  assert.equal(draft.windows.length, 5);
});

test('vagueMessage_isMadeOfThePlan_andMadeAnewWhenThatChanges', () => {
  const voicemail = {consent: 'VAGUE', words: '', given: '2026-11-22', until: null};
  const says = change => model.envelopeOf(answered({voicemail, sayName: ' Sam ', ...change})).voicemail;
  assert.equal(says({}), 'Hi, this is Sam, returning your call. I will try you again on a weekday. Bye for now.');
  assert.match(says({windows: model.windowsOf('EVENINGS')}), /again on a weekday evening\./);
  assert.match(says({windows: model.windowsFor(['FRI', 'SAT'], '09:00', '12:00')}), /again another morning\./);
  assert.match(says({languages: ['ar', 'es', 'en']}), /^Hola, soy Sam, .* Volveré a llamar entre semana\./);
  const single = says({when: 'ONCE', windows: [], one: {from: '2026-11-25T10:00', to: '2026-11-25T11:00'}});
  assert.doesNotMatch(single, /again|tomorrow|\d|\[/); // there is no other time to promise
  for (const tag of ['en', 'es', 'fr']) {
    const sundays = model.windowsFor(['SUN'], '00:00', '00:00');
    for (const windows of [[], sundays, ...Object.keys(model.TIMES).map(model.windowsOf)]) {
      const message = says({languages: [tag], windows});
      assert.deepEqual([check(message, {tag}).safe, message], [true, message]);
    }
  }
});

test('vagueMessage_needsAName_unlessItsWordsWereKeptBefore', () => {
  const voicemail = {consent: 'VAGUE', words: '', given: '2026-11-22', until: null};
  assert.match(faults.faultsOf(answered({voicemail}), NOW).number.sayName, /Type the name/);
  const kept = answered({voicemail: {...voicemail, words: 'Hi, it is Sam.'}});
  assert.deepEqual(faults.faultsOf(kept, NOW), {});
  assert.equal(model.envelopeOf(kept).voicemail, 'Hi, it is Sam.');
  const again = model.draftOf(model.policyOf(kept), model.envelopeOf(answered({voicemail, sayName: 'Sam'})), NOW);
  assert.equal(again.sayName, 'Sam');
});

test('theyCall_keepsNoNumberAndAllowsNoCall', () => {
  const draft = answered({caller: 'THEY_CALL', ring: {seconds: 10, waitSeconds: 60}, once: [], ifRejected: {
    scope: 'ONE_CALL', given: '2026-11-22', until: null, risks: RISKS}});
  assert.deepEqual(faults.faultsOf({...draft, windows: [], who: null}, NOW), {});
  assert.deepEqual(model.envelopeOf(draft).numbers, []);
  const policy = model.policyOf(draft);
  assert.deepEqual([policy.windows, policy.ring, policy.ifRejected], [[], undefined, undefined]);
  assert.match(read(draft), /^You may not call Maria\. They may call you at any time\./);
  assert.match(read(draft, 'ALOUD'), /^We may not call you\. You may call us at any time\./);
});

test('numberFault_saysWhatIsWrong', () => {
  assert.equal(numbers.plainNumber('٠٦۱۲ ३४৫৬٧٨'), '0612345678');
  for (const good of ['(212) 555-0143', '+44 20 7946 0000', '0612 345678', '٠٦١٢٣٤٥٦٧٨']) {
    assert.equal(numbers.numberFault(good), '', good);
  }
  assert.match(numbers.numberFault(' '), /Type the number/);
  for (const code of ['*67 2125550143', '#31#2125550143', '2125550143#']) {
    assert.match(numbers.numberFault(code), /without \* or #/);
  }
  assert.match(numbers.numberFault('555-014'), /too short/);
  assert.match(numbers.numberFault('2125550143 ext 4'), /digits only/);
  assert.match(numbers.numberFault('1'.repeat(16)), /too long/);
});

test('numbers_areReadAsTheirRegionDialsThem_andKeptInE164', () => {
  const cases = [ // region, as written, as kept or what is wrong
    ['US', '(617) 555-0122', '+16175550122'], ['US', '1 617 555 0122', '+16175550122'],
    ['US', '+44 (0)20 7946 0958', '+442079460958'], ['US', '011 44 20 7946 0958', '+442079460958'],
    ['US', '555 0122', /area code/], ['US', '617 555 01222', /too long/], ['US', '+44 020 7946 0958', /0 after \+44/],
    ['US', '+49 12345 12345 12345', /too long/], ['US', '117 555 0122', /area code/],
    ['US', '212 155 0143', /Check the area code/], ['US', '+999 1234567', /No country/],
    ['GB', '020 7946 0958', '+442079460958'], ['GB', '(0)20 7946 0958', '+442079460958'],
    ['GB', '7946 0958', /begins with 0/], ['GB', '00 1 617 555 0122', '+16175550122'], ['GB', '+1 617 555 012', /too short/],
    ['FR', '01 99 00 12 34', '+33199001234'], ['FR', '+33 (0)1 99 00 12 34', '+33199001234'],
    ['ES', '910 00 00 99', '+34910000099'], ['IT', '06 5550 0143', '+390655500143'], ['IT', '+39 06 5550 0143',
      '+390655500143'], ['AU', '02 5550 4321', '+61255504321'], [undefined, '0612 345678', '0612345678'],
  ];
  for (const [region, written, wanted] of cases) {
    if (typeof wanted === 'string') {
      assert.deepEqual([numbers.numberFault(written, {home: region}), numbers.keptNumber(written, {home: region})], ['', wanted], written);
    } else {
      assert.match(numbers.numberFault(written, {home: region}), wanted, written);
    }
  }
  const near = {home: 'US', countries: ['US', 'MX']};
  assert.match(numbers.numberFault('+44 20 7946 0958', near), /does not call that country/);
  assert.deepEqual([numbers.numberFault('+52 55 5550 0143', near), numbers.numberFault('617 555 0122', near)], ['', '']);
  const kept = model.envelopeOf(answered({dialling: {helpline: {home: 'US', countries: ['US']}}}));
  assert.equal(kept.numbers[0].number, '+12125550143');
});

test('numbers_whileTyped_areFaultyOnlyWhereMoreDoesNotHelp', () => {
  const whole = '+1 617 555 0122';
  for (let length = 1; length <= whole.length; length++) {
    assert.equal(numbers.typingFault(whole.slice(0, length), {home: 'US'}), '', whole.slice(0, length));
  }
  assert.match(numbers.typingFault('617 555 01222', {home: 'US'}), /too long/);
  assert.match(numbers.typingFault('*67 6', {home: 'US'}), /without \*/);
});

test('faultsOf_namesEachStep', () => {
  const cases = [
    [{windows: []}, 'when', /Choose when/],
    [{windows: [{day: 'MON', from: '09:00', to: '09:00'}]}, 'when', /same time/],
    [{windows: [{day: 'MON', from: '', to: '09:00'}]}, 'when', /from when until when/],
    [{windows: [], once: [{from: '2026-11-25T15:00', to: '2026-11-25T14:00'}]}, 'when', /before its start/],
    [{windows: [], once: [{from: '2026-11-20T15:00', to: '2026-11-20T16:00'}]}, 'when', /is over/],
    [{windows: [], once: [{from: '2026-11-22T08:00', to: '2026-11-22T10:00'}]}, 'when', /is over/], // it is ten there
    [{windows: [], once: [{from: '2026-12-23T08:00', to: '2026-12-23T10:00'}]}, 'when', /after the plan’s last day/],
    [{windows: [], once: [{from: '2026-11-25T11:00', to: '2026-11-26T10:00'}]}, 'when', /twelve hours/],
    [{windows: [], once: [{from: '2026-11-25T11:00', to: '2026-12-03T10:00'}]}, 'when', /a week at most/],
    [{end: '2026-11-22', askAgain: '2026-11-22'}, 'when', /No time is left/], // a Sunday
    [{windows: [], once: [{from: '2026-11-25T08:00', to: '2026-11-25T10:00'}],
      except: [{from: '2026-11-25T00:00', to: '2026-11-26T00:00'}]}, 'when', /No time is left/],
    [{voicemail: {consent: 'AGREED', words: ' ', until: null}}, 'voicemail', /Write the words/],
    [{who: null}, 'who', /who may answer/],
    [{otherwise: 'WORDS'}, 'who', /Write what to say/],
    [{call: ''}, 'number', /what to call them/],
    [{end: '2026-11-21'}, 'more', /is over/],
    [{end: ''}, 'more', /Every plan has an end/],
    [{end: '2028-01-01'}, 'more', /184 days at most/],
    [{askAgain: '2026-12-23'}, 'more', /after the plan’s end/],
    [{zone: 'Nowhere'}, 'more', /time zone/],
    [{languages: []}, 'more', /language/],
    [{except: [{from: '2026-12-24T00:00', to: '2026-12-23T00:00'}]}, 'more', /before its start/],
    [{identity: {shows: 'LEASED', given: '2026-11-22', until: null, risks: RISKS.slice(1)}}, 'more', /Read each risk/],
    [{ifRejected: {scope: 'ONE_CALL', given: '2026-11-22', until: null, risks: RISKS.slice(1)}}, 'more',
        /Read each risk/],
    [{ifRejected: {scope: 'UNTIL', given: '2026-11-22', until: '2027-01-01', risks: RISKS}}, 'more', /until which day/],
  ];
  for (const [change, step, sentence] of cases) {
    const found = faults.faultsOf(answered(change), NOW);
    assert.deepEqual(Object.keys(found), [step], JSON.stringify(change));
    assert.match(Object.values(found[step])[0], sentence);
  }
});

test('faultsOf_aTimeThatGoesOn_orThatAnExceptionOnlyCuts_isNone', () => {
  const day = day => ({from: `${day}T08:00`, to: `${day}T10:30`});
  assert.deepEqual(faults.faultsOf(answered({windows: [], once: [day('2026-11-22')]}), NOW), {});
  assert.deepEqual(faults.faultsOf(answered({windows: [], once: [day('2026-11-25')],
    except: [{from: '2026-11-25T08:00', to: '2026-11-25T10:29'}]}), NOW), {});
  const night = {day: 'SAT', from: '22:00', to: '11:00'}; // from yesterday
  assert.deepEqual(faults.faultsOf(answered({windows: [night], end: '2026-11-22', askAgain: '2026-11-22'}), NOW), {});
});

test('draftOf_tellsTheOneCallFromTheTimesBeside', () => {
  const [first, second] = ['2026-11-25', '2026-11-27'].map(day => ({from: `${day}T08:00`, to: `${day}T10:00`}));
  const again = change => model.draftOf(model.policyOf(answered(change)), model.envelopeOf(answered()), NOW);
  const one = again({when: 'ONCE', windows: [], one: first, once: [second]});
  assert.deepEqual([one.when, one.one, one.once], ['ONCE', first, [second]]);
  const beside = again({once: [first, second]});
  assert.deepEqual([beside.when, beside.one, beside.once], ['DAYTIME', null, [first, second]]);
  assert.deepEqual(model.policyOf(one).once, [first, second]);
});

test('draftOf_leavesOutWhatIsOver', () => {
  const policy = model.policyOf(answered({once: [{from: '2026-11-25T08:00', to: '2026-11-25T10:00'}],
    except: [{from: '2026-11-24T00:00', to: '2026-11-25T00:00'}]}));
  const draft = model.draftOf(policy, model.envelopeOf(answered()), new Date('2026-11-26T15:00:00Z'));
  assert.deepEqual([draft.once, draft.except], [[], []]);
  assert.deepEqual(faults.faultsOf(draft, new Date('2026-11-26T15:00:00Z')), {});
});

test('readBack_forTheAdvocate', () => {
  const text = read(answered());
  assert.match(text, /^You may call Maria on weekdays from 9 am to 5 pm, by the clock in New York\./);
  assert.match(text, /No message may be left\./);
  assert.match(text, /Only they answer this phone\. If it is anybody else, you hang up without a word\./);
  assert.match(text, /The phone shows a private call, without a number\./);
  assert.match(text, /If the phone refuses private calls, you do not call\./);
  assert.match(text, /After Tuesday 22 December all of this is erased\./);
  assert.ok(!text.includes('0143'), 'the advocate does not need the number');
});

test('readBack_aloud_asksAndReadsTheNumber', () => {
  const text = read(answered({ring: {seconds: 10, waitSeconds: 120}, dropped: {rule: 'REDIAL_ONCE', minutes: 1}}),
      'ALOUD');
  assert.match(text, /^We may call you on weekdays/);
  assert.match(text, /We ask for Maria\. Only you answer this phone\./);
  assert.match(text, /The number is 212 555 0143\./);
  assert.match(text, /rings twice \(about 10 seconds\) and stops\. 2 minutes later it rings again: that is us\./);
  assert.match(text, /If the line drops, we call once more after a minute, if that is still a safe time\./);
});

test('readBack_ofADrop_saysWhetherTheyCanCallBack', () => {
  const dropped = {rule: 'WAIT', minutes: 5};
  const consent = {given: '2026-11-22', until: null};
  assert.match(read(answered({dropped}), 'ALOUD'),
      /we do not ring again\. The phone shows no number, so you cannot call back on it\./);
  assert.match(read(answered({dropped, identity: {shows: 'LEASED', ...consent}}), 'ALOUD'),
      /You may call the number that the phone showed within 5 minutes and reach the same person\. After that it leads/);
  assert.match(read(answered({dropped, ifRejected: {scope: 'ONE_CALL', ...consent,
    risksRead: ['SCREEN', 'CALL_LOG', 'BILL', 'CALL_BACK']}}), 'ALOUD'),
  /If the phone showed a number, you may call it within 5 minutes and reach the same person\./);
  const orElse = {rule: 'WAIT_THEN_HELPLINE', minutes: 5};
  assert.match(read(answered({dropped: orElse, identity: {shows: 'LEASED', ...consent}}), 'ALOUD'),
      /leads nowhere\. If that person is not there, somebody else of us answers\./);
  assert.doesNotMatch(read(answered({dropped: orElse}), 'ALOUD'), /somebody else of us/, 'nothing can be called back');
  assert.match(read(answered({dropped: {rule: 'NEVER', minutes: 5}})), /it is over and nobody calls back\./);
});

test('readBack_namesNoGender', () => {
  const everything = answered({who: 'TRUSTED', monitored: true, check: 'Colour?', otherwise: 'WRONG_NUMBER',
    ring: {seconds: 5, waitSeconds: 60}, identity: {shows: 'LEASED', given: '2026-11-22', until: null},
    ifRejected: {scope: 'UNTIL', given: '2026-11-22', until: '2026-12-01', risks: RISKS},
    except: [{from: '2026-12-24T00:00', to: '2026-12-27T00:00'}],
        once: [{from: '2026-11-25T14:00', to: '2026-11-25T15:00'}]});
  for (const voice of ['READ', 'ALOUD']) {
    assert.doesNotMatch(read(everything, voice), /\b(he|she|him|her|his|hers|husband|wife)\b/i);
  }
  assert.match(read(everything), /may show a number that belongs to nobody, until Tuesday 1 December/);
});

test('readBack_whenAConsentIsOver_readsAsNone', () => {
  const policy = model.policyOf(answered({identity: {shows: 'LEASED', given: '2026-11-22', until: '2026-11-25'},
    voicemail: {consent: 'VAGUE', words: 'x', given: '2026-11-22', until: '2026-11-25'}}));
  const later = new Date('2026-11-26T15:00:00Z');
  const text = words.readBack(policy, model.envelopeOf(answered()), {now: later}).map(line => line.text).join(' ');
  assert.match(text, /No message may be left/);
  assert.match(text, /shows a private call/);
  assert.deepEqual(words.overdue(policy, NOW), []);
  assert.equal(words.overdue(policy, later).length, 2);
  assert.equal(words.overdue(policy, new Date('2026-12-06T15:00:00Z')).length, 3);
});

test('draftOf_keepsConsentsTheirDates_andPolicyOfWritesThemBack', () => {
  const first = answered({voicemail: {consent: 'VAGUE', words: 'Hi', given: '2026-11-22', until: '2026-12-01'}});
  const policy = model.policyOf(first);
  const later = new Date('2026-11-28T15:00:00Z');
  const draft = model.draftOf(policy, model.envelopeOf(first), later);
  assert.deepEqual(model.policyOf(draft), policy);
  assert.equal(draft.when, 'DAYTIME');
  assert.deepEqual(model.envelopeOf(draft), model.envelopeOf(first));
  const after = model.draftOf(policy, model.envelopeOf(first), new Date('2026-12-02T15:00:00Z'));
  assert.equal(after.voicemail.consent, 'NONE');
});

test('renewed_beginsConsentsAnew_andDropsADatedOne', () => {
  const policy = model.policyOf(answered({ifRejected: {scope: 'UNTIL', given: '2026-11-22', until: '2026-12-01',
      risks: RISKS}}));
  const draft = model.draftOf(policy, model.envelopeOf(answered()), new Date('2026-11-30T15:00:00Z'));
  const again = model.renewed(draft, '2026-11-30');
  assert.equal(again.ifRejected, null);
  assert.deepEqual(model.policyOf(again).voicemail, {consent: 'NONE', given: '2026-11-30', until: '2026-12-30'});
  assert.equal(again.askAgain, '2026-12-14');
});

test('plan_lastsAsLongAsTheCentreSays', () => {
  const draft = model.newDraft({now: NOW, zone: 'America/New_York', days: 10});
  assert.deepEqual([draft.end, draft.askAgain], ['2026-12-02', '2026-12-02']);
  const found = end => faults.faultsOf(answered({mostDays: 20, end, askAgain: '2026-11-29'}), NOW).more?.end;
  assert.equal(found('2026-12-12'), undefined);
  assert.equal(found('2026-12-13'), 'A plan lasts 20 days at most here. It can be renewed then.');
  assert.equal(model.renewed(answered(), '2026-11-30', 10).end, '2026-12-10');
  const centre = {planDays: 7, planDaysAtMost: 21};
  const {planDays, mostDays} = centreOf({session: {centre}});
  assert.deepEqual([planDays, mostDays], [7, 21]);
});

test('renewed_keepsTheDaysBetweenTwoAskings', () => {
  const policy = model.policyOf(answered({askAgain: '2026-11-29'})); // after a week
  const draft = model.draftOf(policy, model.envelopeOf(answered()), new Date('2026-12-20T15:00:00Z'));
  assert.equal(model.renewed(draft, '2026-12-20').askAgain, '2026-12-27');
});

test('consents_haveAnEndOfTheirOwn_orThePlans', () => {
  const voicemail = {consent: 'VAGUE', words: 'Hi', given: '2026-11-22', until: '2026-12-01'};
  assert.equal(model.policyOf(answered({voicemail})).voicemail.until, '2026-12-01');
  assert.equal(model.policyOf(answered({voicemail: {...voicemail, until: null}})).voicemail.until, '2026-12-22');
  for (const until of ['2026-11-21', '2026-12-23', 'x']) {
    const identity = {shows: 'LEASED', given: '2026-11-22', until, risks: RISKS};
    const found = faults.faultsOf(answered({voicemail: {...voicemail, until}, identity}), NOW);
    assert.deepEqual(Object.keys(found.more), ['message', 'shows'], until);
  }
});

test('overdue_namesTheConsentForAPhoneThatRefuses', () => {
  const policy = model.policyOf(answered({ifRejected: {scope: 'UNTIL', given: '2026-11-22', until: '2026-11-24',
      risks: RISKS}}));
  assert.deepEqual(words.overdue(policy, NOW), []);
  assert.match(words.overdue(policy, new Date('2026-11-25T15:00:00Z')).join(), /refuses private calls is over/);
});

test('aWrittenNote_isKeptOnlyWhereTheCentreSwitchedItOn', () => {
  assert.ok(!('note' in model.envelopeOf(answered({note: 'Ring the side door'}))));
  const envelope = model.envelopeOf(answered({note: ' Ring the side door ', freeNotes: true, notes: ['SHORT']}));
  assert.deepEqual(words.notesOf(envelope), ['Keep the call short', 'Ring the side door']);
  assert.equal(model.withoutPerson(answered({note: 'x', freeNotes: true})).note, '');
});

test('centre_givesTheZoneAndTheHabits', () => {
  const known = {session: {centre: {zone: 'America/Denver', dialling: {court: {home: 'US'}}, notesFreeText: true}}};
  const {zone, dialling, freeNotes} = centreOf(known);
  assert.deepEqual([zone, dialling.court.home, freeNotes], ['America/Denver', 'US', true]);
  assert.equal(centreOf({session: {centre: {zone: 'Nowhere'}}}).zone, days.ownZone());
});

test('renewed_whereMoreShows_needsTheRisksReadAgain', () => {
  const consent = {given: '2026-11-22', until: '2026-12-20', risks: RISKS};
  const policy = model.policyOf(answered({identity: {shows: 'LEASED', ...consent},
    ifRejected: {scope: 'ONE_CALL', ...consent}}));
  const kept = model.draftOf(policy, model.envelopeOf(answered()), new Date('2026-11-30T15:00:00Z'));
  assert.deepEqual(faults.faultsOf(kept, NOW), {});
  const found = faults.faultsOf(model.renewed(kept, '2026-11-30'), NOW);
  assert.deepEqual(Object.keys(found.more), ['shows', 'rejected']);
});

test('draftOf_aPrivatePlan_hasNoRiskReadYet', () => {
  const draft = model.draftOf(model.policyOf(answered()), model.envelopeOf(answered()), NOW);
  assert.deepEqual(draft.identity.risks, []);
});

test('days_areSaidAsPeopleSayThem', () => {
  assert.equal(days.sayTime('00:00'), 'midnight');
  assert.equal(days.sayTime('12:00'), 'noon');
  assert.equal(days.sayTime('12:30'), '12:30 pm');
  assert.equal(days.sayTime('21:05'), '9:05 pm');
  assert.equal(days.sayDays(['SAT', 'SUN']), 'at weekends');
  assert.equal(days.sayDays(['MON', 'TUE', 'WED']), 'from Monday to Wednesday');
  assert.equal(days.sayDays(['FRI', 'MON']), 'on Monday and Friday');
  assert.equal(days.sayWindows(model.windowsFor(days.DAYS, '00:00', '00:00')), 'every day at any hour');
  assert.equal(days.sayWindows([...model.windowsFor(['MON'], '22:00', '02:00'),
      ...model.windowsFor(['SUN'], '09:00', '10:00')]),
      'on Monday from 10 pm to 2 am the next day and on Sunday from 9 am to 10 am');
  const instant = text => days.sayInstant(text, 'America/New_York', NOW);
  assert.equal(instant('2026-11-23T14:00:00Z'), 'tomorrow, Monday 23 November, at 9 am');
  assert.equal(instant('2026-11-22T22:00:00Z'), 'today, Sunday 22 November, at 5 pm');
  assert.equal(instant('2026-11-25T22:00:00Z'), 'Wednesday 25 November at 5 pm');
});

test('spans_overMidnightAndOverDays_areWholeAndSaidPlainly', () => {
  const span = (day, last, from, to) => {
    const {from: begin, to: end} = days.spanOf({day, last, from, to});
    return [begin, end, days.saySpan(begin, end, '2026-11-22')];
  };
  assert.deepEqual(span('2026-12-24', '', '00:00', '00:00'),
      ['2026-12-24T00:00', '2026-12-25T00:00', 'all day on Thursday 24 December']);
  assert.deepEqual(span('2026-11-23', '', '00:00', '00:00').at(-1), 'all day tomorrow, Monday 23 November');
  assert.deepEqual(span('2026-12-24', '2026-12-26', '00:00', '00:00'),
      ['2026-12-24T00:00', '2026-12-27T00:00', 'all day from Thursday 24 December to Saturday 26 December']);
  assert.deepEqual(span('2026-11-23', '', '22:00', '02:00'), ['2026-11-23T22:00', '2026-11-24T02:00',
    'from tomorrow, Monday 23 November, at 10 pm to Tuesday 24 November at 2 am']);
  assert.deepEqual(span('2026-12-24', '', '18:00', '00:00'),
      ['2026-12-24T18:00', '2026-12-25T00:00', 'on Thursday 24 December from 6 pm to midnight']);
  assert.deepEqual(span('2026-12-24', '2026-12-25', '18:00', '12:00'), ['2026-12-24T18:00', '2026-12-25T12:00',
    'from Thursday 24 December at 6 pm to Friday 25 December at noon']);
});

test('readBack_ofATimeTomorrow_saysWhichDayThatIs', () => {
  const tomorrow = {windows: [], once: [{from: '2026-11-23T10:00', to: '2026-11-23T11:00'}]};
  assert.match(read(answered(tomorrow), 'ALOUD'),
      /^We may call you tomorrow, Monday 23 November, from 10 am to 11 am, by the clock in New York\./);
  const except = [{from: '2026-11-22T00:00', to: '2026-11-23T00:00'},
    {from: '2026-12-24T00:00', to: '2026-12-25T00:00'}];
  assert.match(read(answered({except})),
      /whatever else is agreed: all day today, Sunday 22 November; all day on Thursday 24 December\./);
});

test('days_overTheTurnOfTheClocks', () => {
  assert.equal(days.plusDays('2026-10-31', 2), '2026-11-02'); // the clocks turn back on 1 November in New York
  assert.equal(days.dayAt(new Date('2026-11-01T05:30:00Z'), 'America/New_York'), '2026-11-01');
  assert.equal(days.localAt(new Date('2026-11-01T05:30:00Z'), 'America/New_York'), '2026-11-01T01:30');
  assert.equal(days.localAt(new Date('2026-11-01T06:30:00Z'), 'America/New_York'), '2026-11-01T01:30');
  assert.ok(!days.isDay('2026-02-30') && days.isDay('2028-02-29') && !days.isLocal('2026-02-03T24:00'));
});

test('callBacks_areListedByTime', () => {
  const item = {now: true, from: '2026-11-22T14:00:00Z', until: '2026-11-22T22:00:00Z'};
  assert.equal(words.sayWhen(item, 'America/New_York', NOW), 'Now, until 5 pm');
  assert.equal(words.sayWhen({...item, until: null}, 'America/New_York', NOW), 'Now');
  assert.equal(words.sayWhen({now: false, from: '2026-11-23T14:00:00Z'}, 'America/New_York', NOW),
      'Tomorrow, Monday 23 November, at 9 am');
  assert.equal(words.sayWhen({...item, until: '2026-11-23T22:00:00Z'}, 'America/New_York', NOW),
      'Now, until tomorrow, Monday 23 November, at 5 pm');
});

test('sayNumber_groupsWithoutChangingADigit', () => {
  for (const number of ['+12125550143', '2125550143', '0612345678', '5550143', '+442079460000', '1234567']) {
    assert.equal(words.sayNumber(number).replaceAll(' ', ''), number);
  }
  assert.equal(words.sayNumber('+12125550143'), '+1 212 555 0143');
});

test('release_isSaidWhole_andNeedsAllOfIt', () => {
  const release = {what: ['SERVICES'], whom: 'The housing office', why: 'HOUSING'};
  assert.equal(sayRelease(release, '2026-12-06', '2026-11-22'),
      'The housing office may be told: Which help they get. Purpose: Housing. Until Sunday 6 December.');
  const fault = (change, end = '2026-12-06') => releaseFault({...release, end, ...change}, '2026-11-22', '2026-12-22');
  assert.equal(fault({}), '');
  assert.match(fault({what: []}), /what may be told/);
  assert.match(fault({whom: ' '}), /who may be told/);
  assert.match(fault({why: null}), /purpose/);
  assert.match(fault({}, '2026-12-23'), /last day/);
});
