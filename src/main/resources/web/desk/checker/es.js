// Spanish: words that reveal, patterns of what a message needs, templates. Entries are folded; * takes any ending.

export const es = {
  tag: 'es',
  name: 'Español',
  reveals: {
    ORGANISATION: [
      'unidad de igualdad', 'oficina de igualdad', 'punto morado', 'oficina de género', 'decanato',
      'centro de la mujer', 'centro de mujeres', 'casa de la mujer', 'instituto de la mujer',
      'instituto de las mujeres', 'centro de crisis', 'centro de ayuda', 'centro de apoyo', 'centro de atención',
      'centro de justicia', 'casa de acogida', 'casa hogar', 'refugio*', 'albergue*', 'fundación', 'asociación',
      'coalición', 'organización', 'ong', 'cruz roja', 'cáritas', 'policía*', 'guardia civil', 'comisaría',
      'juzgado*', 'tribunal*', 'fiscalía', 'fiscal', 'ministerio público', 'hospital', 'clínica*', 'centro de salud',
      'servicios sociales', 'defensoría', 'dif', 'bufete', 'despacho de abogados', 'ayuntamiento', 'punto violeta',
    ],
    SERVICE: [
      'título ix', 'atempro',
      'línea de ayuda', 'línea directa', 'línea de crisis', 'teléfono de ayuda', 'teléfono de la esperanza',
      'crisis', 'ayuda', 'apoyo', 'consejer*', 'asesor*', 'terap*', 'psicólog*', 'psicoterap*',
      'trabajador* social*', 'trabajadora social', 'trabajador social', 'voluntari*', 'abogad*', 'defensor*',
      'asistencia jurídica', 'asistencia legal', 'asistencia social', 'detective*', 'agente', 'oficial', 'enfermer*',
      'emergencia*', 'audiencia', 'grupo de apoyo', 'atención a víctimas', 'intérprete*', 'vivienda', 'acogida',
      'servicio*',
    ],
    CASE: [
      'vg', 'vdg', 'vbg', 'viogén', 'violencia intrafamiliar', 'vif',
      'su caso', 'tu caso', 'el caso', 'expediente', 'violencia', 'violad*', 'violación', 'maltrat*', 'abus*',
      'agresi*', 'agred*', 'agresor*', 'acoso', 'acosad*', 'acosador*', 'golpe*', 'golpead*', 'lesion*', 'herid*',
      'víctima*', 'superviviente*', 'sobreviviente*', 'de género', 'doméstic*', 'machis*', 'segura', 'seguro',
      'seguridad', 'a salvo', 'peligro*', 'protección', 'orden de alejamiento', 'orden de protección',
      'orden de restricción', 'alejamiento', 'custodia', 'divorci*', 'separación', 'su marido', 'tu marido',
      'su esposo', 'tu esposo', 'su esposa', 'tu esposa', 'su pareja', 'tu pareja', 'su ex', 'tu ex', 'su novio',
      'tu novio', 'denunci*', 'declaración', 'testimoni*', 'juicio', 'lo que pasó', 'lo que sucedió',
      'confidencial*', 'trauma*', 'sexual*', 'examen', 'prueba forense', 'arrest*', 'deten*', 'trata de personas',
      'escapar*', 'huir', 'su situación', 'tu situación', 'plan de seguridad', 'inmigración', 'visado', 'visa',
    ],
    NUMBER: ['nueve uno uno', 'cero dieciséis', 'cero uno seis', 'uno uno dos', 'ciento doce', 'extensión', 'ext'],
  },
  figures: [
    'cero', 'uno', 'una', 'un', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'doble',
    'triple',
  ],
  counts: [
    'diez', 'once', 'doce', 'trece', 'catorce', 'quince', 'dieciseis', 'diecisiete', 'dieciocho', 'diecinueve',
    'veinte', 'veintiuno', 'veintidos', 'veintitres', 'veinticuatro', 'veinticinco', 'veintiseis', 'veintisiete',
    'veintiocho', 'veintinueve', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa',
    'cien', 'ciento', 'doscientos', 'trescientos', 'cuatrocientos', 'quinientos', 'seiscientos', 'setecientos',
    'ochocientos', 'novecientos', 'mil',
  ],
  joiners: ['y', 'guion'],
  names: [
    /(?:soy|habla|me llamo|mi nombre es|le saluda|te saluda|te llama|le llama|de parte de) (\p{L}[\p{L}'-]+)/gu,
  ],
  noNames: [
    'yo', 'el', 'la', 'de', 'del', 'un', 'una', 'para', 'por', 'su', 'tu', 'quien', 'otra', 'con', 'alguien', 'mi',
    'desde', 'nuestro', 'nuestra', 'los', 'las',
  ],
  reason: new RegExp('(?<!\\p{L})(?:sobre|acerca|respecto|por lo de|por su|por tu|devolver(?:le|te)?|'
      + 'devolviendo|devuelvo|'
      + 'le devuelvo|como (?:quedamos|acordamos|me pidio|pediste|dijimos)|me pidio|me pediste|tengo (?:la|'
      + 'una) respuesta|'
      + 'respuesta|pregunta|para (?:hablar|quedar|confirmar|decir(?:le|te)|concertar|avisar(?:le|te)|'
      + 'comentar(?:le|te))|'
      + 'porque|motivo)(?!\\p{L})', 'u'),
  hours: new RegExp('(?<!\\p{L})(?:\\d{1,2}(?::\\d\\d)?\\s?(?:h|hs|horas|[ap]\\.?\\s?m)|(?:de|a|desde|entre|'
      + 'hasta|sobre)'
      + ' (?:las|la) (?:\\d{1,2}|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)|'
      + 'de \\d{1,2} a \\d{1,2}|'
      + 'mananas?|tardes?|noches?|hoy|mediodia|semana|otro dia|'
      + 'lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|'
      + 'cualquier hora)(?!\\p{L})', 'u'),
  back: new RegExp('(?<!\\p{L})(?:llam(?:a|e|ar|are|aremos|ame|eme|enos|anos|arme|ando|o)|volver[ea]?(?:mos)? a|'
      + 'vuelv[oa]|'
      + 'intentare|lo intento|(?:me|nos) (?:puede|puedes|encuentra|encuentras)|localizarme|tiene[s]? mi numero|'
      + 'marc(?:ar|o|are))(?!\\p{L})', 'u'),
  blanks: {name: 'nombre de pila', hours: 'días y horas', again: 'cuándo volverá a llamar', number: 'número alquilado'},
  kinds: {
    ORGANISATION: 'organización', SERVICE: 'tipo de ayuda', CASE: 'lo que pasó', NUMBER: 'número',
    LEASED: 'número del centro', WEB: 'dirección web', EMAIL: 'correo electrónico', FIELD: 'sin rellenar',
  },
  reasons: {
    ORGANISATION: 'Nombra una organización. Quien lo oiga sabrá quién llamó.',
    SERVICE: 'Nombra un tipo de ayuda. Dice de qué trata la llamada.',
    CASE: 'Cuenta lo que pasó o lo que se prepara.',
    NUMBER: 'Cualquiera que oiga un número puede llamar o buscarlo. Aquí solo puede estar un número alquilado que'
        + ' se acordó.',
    LEASED: 'Este número es del centro. Solo puede estar en palabras acordadas con la persona.',
    WEB: 'Una dirección web dice quién llamó.',
    EMAIL: 'Una dirección de correo dice quién llamó.',
    FIELD: 'Esta parte está aún sin rellenar.',
  },
  needs: {
    NAME: {
      short: 'Falta el nombre',
      why: 'Diga un nombre de pila, o el que acordaron, para que se sepa quién llamó.',
    },
    REASON: {
      short: 'Falta el motivo',
      why: 'Dé un motivo que no diga nada, como devolver una llamada. Un mensaje sin motivo inquieta o parece raro.',
    },
    HOURS: {short: 'Falta cuándo', why: 'Diga cuándo se le puede encontrar o cuándo volverá a llamar.'},
    WAY_BACK: {short: 'Falta cómo sigue', why: 'Diga cómo sigue: que volverá a llamar o que le pueden llamar.'},
  },
  verdicts: {
    safe: 'No revela nada y se puede responder.',
    quiet: 'No revela nada.',
    change: ['1 parte que cambiar', '{n} partes que cambiar'],
    missing: ['falta 1 cosa', 'faltan {n} cosas'],
    offer: 'Un texto seguro', use: 'Usar este',
  },
  again: {
    WEEKDAY: {
      MORNING: 'entre semana por la mañana', AFTERNOON: 'entre semana por la tarde',
      EVENING: 'entre semana por la tarde', ANY: 'entre semana',
    },
    DAY: {
      MORNING: 'otro día por la mañana', AFTERNOON: 'otro día por la tarde',
      EVENING: 'otro día por la tarde', ANY: 'otro día',
    },
  },
  templates: {
    VAGUE: [
      'Hola, soy {name}, le devuelvo la llamada. Volveré a llamar {again}. Hasta luego.',
      'Hola, soy {name}. Tengo la respuesta a su pregunta. Volveré a llamar {again}.',
    ],
    ONCE: [
      'Hola, soy {name}, le devuelvo la llamada. Hoy no hemos podido hablar. Llámeme cuando le venga bien.',
    ],
    AGREED: [
      'Hola, soy {name}, le devuelvo la llamada. Puede llamarme {hours} al {number}. Hasta luego.',
      'Hola, soy {name}. Tengo la respuesta a su pregunta. Llámeme {hours} al {number}.',
    ],
  },
};
