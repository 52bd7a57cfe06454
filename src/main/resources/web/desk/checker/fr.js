// French: words that reveal, patterns of what a message needs, templates. Entries are folded; * takes any ending.

export const fr = {
  tag: 'fr',
  name: 'Français',
  reveals: {
    ORGANISATION: [
      'cellule d\'écoute', 'cellule de signalement', 'mission égalité', 'référent égalité',
      'référente égalité', 'bureau de l\'égalité', 'doyen*',
      'centre d\'accueil', 'centre d\'hébergement', 'centre de crise', 'centre d\'aide', 'centre de femmes',
      'maison des femmes', 'maison d\'hébergement', 'centre d\'information sur les droits', 'cidff',
      'planning familial', 'solidarité femmes', 'association', 'fondation', 'organisme', 'ong', 'croix-rouge',
      'secours catholique', 'foyer*', 'refuge*', 'hébergement', 'police*', 'gendarmerie', 'gendarme*',
      'commissariat', 'tribunal', 'tribunaux', 'palais de justice', 'parquet', 'procureur*', 'hôpital', 'hôpitaux',
      'clinique*', 'médico-judiciaire*', 'services sociaux', 'aide à l\'enfance', 'dpj', 'clsc', 'ivac', 'calacs',
      'cavac', 'mairie', 'cabinet d\'avocat*',
    ],
    SERVICE: [
      'titre ix', 'vigilance violences',
      'ligne d\'écoute', 'ligne d\'aide', 'ligne d\'urgence', 'numéro d\'urgence', 'numéro vert', 'écoutant*', 'sos',
      'crise', 'urgence*', 'aide', 'soutien', 'accompagn*', 'conseill*', 'intervenant*', 'thérap*', 'psychologue*',
      'psychothérap*', 'assistant social', 'assistante sociale', 'travailleur social', 'travailleuse sociale',
      'éducat*', 'bénévole*', 'avocat*', 'juriste*', 'aide juridique', 'aide juridictionnelle', 'enquêteur*',
      'enquêtrice*', 'officier*', 'infirmi*', 'groupe de parole', 'aide aux victimes', 'interprète*', 'logement',
      'audience', 'service*', 'permanence',
    ],
    CASE: [
      'vif', 'vss', 'vff', 'vbg', 'violences intrafamiliales', 'vsf',
      'votre dossier', 'ton dossier', 'le dossier', 'votre affaire', 'violence*', 'violent*', 'conjugal*', 'viol',
      'violée', 'violé', 'agress*', 'abus*', 'maltrait*', 'harcel*', 'coups', 'frapp*', 'bless*', 'victime*',
      'survivant*', 'féminicide*', 'sécurité', 'danger*', 'protection', 'protéger', 'ordonnance', 'éloignement',
      'garde des enfants', 'divorc*', 'séparation', 'votre mari', 'ton mari', 'votre conjoint', 'ton conjoint',
      'votre femme', 'votre compagnon', 'ton compagnon', 'votre compagne', 'votre ex', 'ton ex', 'votre partenaire',
      'plainte*', 'main courante', 'déposition*', 'témoign*', 'procès', 'ce qui s\'est passé', 'ce qui est arrivé',
      'confidentiel*', 'traumat*', 'sexuel*', 'examen', 'preuve*', 'arrestation*', 'traite des êtres', 'fuir',
      'partir de chez', 'votre situation', 'ta situation', 'quitter', 'visa', 'immigration', 'titre de séjour',
    ],
    NUMBER: ['trente-neuf dix-neuf', 'neuf un un', 'cent douze', 'poste'],
  },
  figures: [
    'zero', 'un', 'une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'double', 'triple',
  ],
  counts: [
    'dix', 'onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize', 'vingt', 'vingts', 'trente', 'quarante',
    'cinquante', 'soixante', 'septante', 'huitante', 'octante', 'nonante', 'cent', 'cents', 'mille',
  ],
  joiners: ['et', 'tiret'],
  names: [
    /(?:c'est|ici|je m'appelle|je suis|mon nom est|mon prenom est|de la part de) (\p{L}[\p{L}'-]+)/gu,
    /(?:^|[\s,.])(\p{L}[\p{L}'-]+) (?:a l'appareil|au telephone)(?!\p{L})/gu,
  ],
  noNames: [
    'le', 'la', 'un', 'une', 'moi', 'pour', 'a', 'au', 'encore', 'disponible', 'joignable', 'de', 'du', 'dans',
    'bien', 'votre', 'ton', 'notre', 'nous', 'libre', 'la-bas', 'en', 'avec', 'pas', 'tout', 'les', 'toujours',
    'desole', 'desolee',
  ],
  reason: new RegExp('(?<!\\p{L})(?:au sujet|a propos|concernant|suite a|rappelle comme|vous rappelle|te rappelle|'
      + 'retourne (?:votre|ton) appel|comme (?:convenu|promis|prevu|demande)|vous m\'avez|tu m\'as|j\'ai (?:la|'
      + 'une|votre)'
      + ' reponse|reponse|question|pour (?:parler|fixer|confirmer|vous dire|te dire|convenir|discuter)|parce que|car)'
      + '(?!\\p{L})', 'u'),
  hours: new RegExp('(?<!\\p{L})(?:\\d{1,2}\\s?(?:h|heures?|:)\\s?\\d{0,2}|(?:une|deux|trois|quatre|cinq|six|'
      + 'sept|huit|neuf|'
      + 'dix|onze|douze) heures?|matins?|apres-midis?|soirs?|soiree|aujourd\'hui|demain|midi|semaine|autre jour|'
      + 'lundis?|'
      + 'mardis?|mercredis?|'
      + 'jeudis?|vendredis?|samedis?|dimanches?|n\'importe quand)(?!\\p{L})', 'u'),
  back: new RegExp('(?<!\\p{L})(?:rappel\\p{L}*|(?:me|nous) joindre|joignable|reessai\\p{L}*|essaierai|'
      + 'essayerai|retenterai|'
      + 'vous avez mon numero|tu as mon numero|appelez-moi|appelle-moi|recontacter\\p{L}*)(?!\\p{L})', 'u'),
  blanks: {name: 'prénom', hours: 'jours et heures', again: 'quand vous réessaierez', number: 'numéro loué'},
  kinds: {
    ORGANISATION: 'organisme', SERVICE: 'genre d’aide', CASE: 'ce qui s’est passé', NUMBER: 'numéro',
    LEASED: 'numéro du centre', WEB: 'adresse web', EMAIL: 'adresse e-mail', FIELD: 'à remplir',
  },
  reasons: {
    ORGANISATION: 'Nomme un organisme. Qui l’entend sait qui a appelé.',
    SERVICE: 'Nomme un genre d’aide. Cela dit de quoi parle l’appel.',
    CASE: 'Dit ce qui s’est passé ou ce qui se prépare.',
    NUMBER: 'Qui entend un numéro peut le rappeler ou le chercher. Seul un numéro loué dont on a convenu peut'
        + ' figurer ici.',
    LEASED: 'Ce numéro est celui du centre. Il ne peut figurer que dans des mots convenus avec la personne.',
    WEB: 'Une adresse web dit qui a appelé.',
    EMAIL: 'Une adresse e-mail dit qui a appelé.',
    FIELD: 'Cette partie n’est pas encore remplie.',
  },
  needs: {
    NAME: {
      short: 'Pas de nom',
      why: 'Dites un prénom, ou celui dont vous avez convenu, pour que l’on sache qui a appelé.',
    },
    REASON: {
      short: 'Pas de raison',
      why: 'Donnez une raison qui ne dit rien, comme rappeler quelqu’un. Un message sans raison inquiète ou paraît'
          + ' étrange.',
    },
    HOURS: {short: 'Pas de moment', why: 'Dites quand on peut vous joindre ou quand vous réessaierez.'},
    WAY_BACK: {
      short: 'Pas de suite',
      why: 'Dites la suite : que vous réessaierez, ou que l’on peut vous rappeler.',
    },
  },
  verdicts: {
    safe: 'Rien n’y révèle quoi que ce soit, et on peut y répondre.',
    quiet: 'Rien n’y révèle quoi que ce soit.',
    change: ['1 passage à changer', '{n} passages à changer'],
    missing: ['il manque 1 chose', 'il manque {n} choses'],
    offer: 'Une formulation sûre', use: 'La prendre',
  },
  again: {
    WEEKDAY: {
      MORNING: 'un matin en semaine', AFTERNOON: 'un après-midi en semaine',
      EVENING: 'un soir en semaine', ANY: 'en semaine',
    },
    DAY: {
      MORNING: 'un autre matin', AFTERNOON: 'un autre après-midi',
      EVENING: 'un autre soir', ANY: 'un autre jour',
    },
  },
  templates: {
    VAGUE: [
      'Bonjour, c’est {name}, je vous rappelle comme convenu. Je réessaierai {again}. À bientôt.',
      'Bonjour, c’est {name}. J’ai la réponse à votre question. Je rappellerai {again}.',
    ],
    ONCE: [
      'Bonjour, c’est {name}, je vous rappelle comme convenu. Je n’ai pas pu vous joindre aujourd’hui.'
          + ' Rappelez-moi quand cela vous convient.',
    ],
    AGREED: [
      'Bonjour, c’est {name}, je vous rappelle comme convenu. Vous pouvez me joindre {hours} au {number}. À bientôt.',
      'Bonjour, c’est {name}. J’ai la réponse à votre question. Rappelez-moi {hours} au {number}.',
    ],
  },
};
