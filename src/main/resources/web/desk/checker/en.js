// English: words that reveal, patterns of what a message needs, templates. Entries are folded; * takes any ending.

export const en = {
  tag: 'en',
  name: 'English',
  reveals: {
    ORGANISATION: [
      'title ix office', 'title ix coordinator*', 'dean of students', 'campus police',
      'women\'s centre', 'women\'s center', 'women\'s aid', 'women\'s refuge', 'women\'s resource*',
      'family justice center', 'family justice centre', 'crisis center', 'crisis centre', 'rape crisis*',
      'resource center', 'resource centre', 'advocacy center', 'advocacy centre', 'advocacy office',
      'justice center', 'coalition', 'safe house', 'safehouse', 'safe haven', 'safe horizon', 'shelter*', 'refuge*',
      'ywca', 'ncadv', 'nnedv', 'rainn', 'salvation army', 'charity', 'foundation', 'police', 'sheriff*',
      'courthouse', 'court', 'district attorney', 'da\'s office', 'prosecutor*', 'hospital', 'clinic*', 'legal aid',
      'law office', 'law firm', 'child protective services', 'cps', 'social services', 'family services',
      'victim services', 'department of', 'the agency', 'our agency', 'our organisation', 'our organization',
      'our programme', 'our program', 'non-profit', 'nonprofit',
    ],
    SERVICE: [
      'title ix', 'dv unit', 'dvs',
      'hotline*', 'helpline*', 'help line', 'crisis', 'advocate*', 'advocacy', 'counsel', 'counsell*', 'counselor*',
      'counseling', 'therap*', 'social work*', 'case work*', 'caseworker*', 'case manage*', 'support',
      'support group*', 'support work*', 'volunteer*', 'lawyer*', 'attorney*', 'solicitor*', 'paralegal*',
      'detective*', 'officer*', 'investigator*', 'nurse*', 'sane', 'sart', 'idva', 'isva', 'marac', 'housing',
      'relocation', 'emergency*', 'intake', 'follow-up care', 'outreach', 'services', 'your hearing', 'the hearing',
      'court hearing', 'interpreter*', 'probation*',
    ],
    CASE: [
      'dv', 'ipv', 'dvpo', 'dvro', 'vawa',
      'your case', 'the case', 'case number', 'case file', 'violen*', 'domestic*', 'abus*', 'assault*', 'rape',
      'raped', 'rapist', 'sexual*', 'stalk*', 'harass*', 'batter*', 'beaten', 'bruise*', 'injur*', 'hurt you',
      'hit you', 'victim*', 'survivor*', 'perpetrator*', 'offender*', 'safety', 'safe', 'unsafe', 'danger*',
      'protect*', 'restraining', 'protective order*', 'injunction*', 'custody', 'divorce*', 'separation',
      'leave him', 'leave her', 'leaving him', 'leaving her', 'your husband', 'your wife', 'your partner',
      'your boyfriend', 'your girlfriend', 'your ex', 'exam', 'evidence', 'rape kit', 'report', 'statement',
      'incident*', 'what happened', 'trauma*', 'confidential*', 'arrest*', 'charges', 'testify', 'trafficking',
      'escape*', 'escaping', 'plan to leave', 'your situation', 'your application', 'visa', 'immigration',
    ],
    NUMBER: ['nine one one', 'triple nine', 'extension', 'ext', 'ext.'],
  },
  figures: ['zero', 'oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'double', 'triple'],
  counts: [
    'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
    'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety', 'hundred', 'thousand',
  ],
  joiners: [],
  names: [
    /(?:this is|it is|it's|my name is|my name's|i am|i'm) (\p{L}[\p{L}'-]+)/gu,
    /(?:^|[\s,.])(\p{L}[\p{L}'-]+) (?:here|calling)(?!\p{L})/gu,
  ],
  noNames: [
    'a', 'about', 'again', 'an', 'any', 'at', 'back', 'been', 'calling', 'for', 'free', 'from', 'glad', 'here', 'i',
    'in', 'just', 'me', 'not', 'now', 'only', 'ok', 'sorry', 'still', 'the', 'to', 'trying', 'was', 'with', 'you',
    'your', 'am', 'available', 'returning', 'hoping', 'around', 'is', 'on', 'we', 'im', 'i\'m', 'no', 'one', 'good',
    'over', 'out', 'near',
  ],
  reason: new RegExp('(?<!\\p{L})(?:about|regarding|return(?:ing)?|following up|follow up|got your message|you asked|'
      + 'you wanted|as agreed|as we said|as promised|have (?:the|an) answer|have what you|to (?:arrange|'
      + 'schedule|confirm|'
      + 'talk|speak|catch up|ask|tell|let you know)|because|question|touch base|catch up)(?!\\p{L})', 'u'),
  hours: new RegExp('(?<!\\p{L})(?:\\d{1,2}(?::\\d\\d)?\\s?(?:[ap]\\.?m|o\'clock)|(?:from|between|at|until|till|'
      + 'after|'
      + 'before|by) (?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)|mornings?|'
      + 'afternoons?|evenings?|tonight|today|tomorrow|weekdays?|weekends?|week|another day|'
      + '(?:mon|tues|wednes|thurs|fri|'
      + 'satur|sun)days?|'
      + 'noon|any time|anytime|\\d{1,2}\\s?-\\s?\\d{1,2})(?!\\p{L})', 'u'),
  back: new RegExp('(?<!\\p{L})(?:(?:call|ring|phone|reach|try|get) (?:me|us|you)|(?:call|ring|try) (?:again|'
      + 'back|later|at)|'
      + 'you have my number|will (?:call|try|ring)|\'ll (?:call|try|ring)|speak (?:then|soon))(?!\\p{L})', 'u'),
  blanks: {name: 'first name', hours: 'days and hours', again: 'when you will try again', number: 'leased number'},
  kinds: {
    ORGANISATION: 'organisation', SERVICE: 'kind of help', CASE: 'what happened', NUMBER: 'number',
    LEASED: 'centre’s number', WEB: 'web address', EMAIL: 'e-mail', FIELD: 'not filled in',
  },
  reasons: {
    ORGANISATION: 'Names an organisation. Whoever hears this knows who called.',
    SERVICE: 'Names a kind of help. It tells what the call is about.',
    CASE: 'Tells what happened or what is planned.',
    NUMBER: 'A number can be called back or looked up by anyone who hears it. Only a leased number that was agreed'
        + ' may stand here.',
    LEASED: 'This number belongs to the centre. It may stand here only in words that were agreed with them.',
    WEB: 'An address on the web names who called.',
    EMAIL: 'An e-mail address names who called.',
    FIELD: 'This part is not filled in yet.',
  },
  needs: {
    NAME: {
      short: 'No name',
      why: 'Say a first name, or the one that you agreed, so that they know who called.',
    },
    REASON: {
      short: 'No reason',
      why: 'Give a reason that says nothing, such as returning a call. A message without one worries or looks odd.',
    },
    HOURS: {short: 'No time', why: 'Say when you can be reached or will try again.'},
    WAY_BACK: {
      short: 'Not how it goes on',
      why: 'Say how it goes on: that you will try again, or that they can call back.',
    },
  },
  verdicts: {
    safe: 'Nothing in it reveals, and it can be answered.',
    quiet: 'Nothing in it reveals.',
    change: ['1 part to change', '{n} parts to change'],
    missing: ['1 thing is missing', '{n} things are missing'],
    offer: 'A safe wording', use: 'Use this',
  },
  again: {
    WEEKDAY: {
      MORNING: 'on a weekday morning', AFTERNOON: 'on a weekday afternoon',
      EVENING: 'on a weekday evening', ANY: 'on a weekday',
    },
    DAY: {
      MORNING: 'another morning', AFTERNOON: 'another afternoon',
      EVENING: 'another evening', ANY: 'another day',
    },
  },
  templates: {
    VAGUE: [
      'Hi, this is {name}, returning your call. I will try you again {again}. Bye for now.',
      'Hello, it’s {name}. I have the answer to your question. I will call again {again}.',
    ],
    ONCE: [
      'Hi, this is {name}, returning your call. Sorry I missed you today. Call me back when it suits you.',
    ],
    AGREED: [
      'Hi, this is {name}, returning your call. You can call me back {hours} on {number}. Bye for now.',
      'Hello, it’s {name}. I have the answer to your question. Call me {hours} on {number}.',
    ],
  },
};
