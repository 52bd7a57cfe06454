#!/bin/sh
# Makes the sentences of keypad duty, with espeak-ng and sox: 8 kHz, 16 bit, mono. Run it in the project's folder; it
# writes src/main/resources/prompts/duty. What is said before a count is followed by its digits, one by one.
set -e
OUT=src/main/resources/prompts/duty
all() { # voice language, then lines of name|text
    mkdir -p "$OUT/$2"
    while IFS='|' read -r name text; do
        espeak-ng -v "$1" -s 150 -p 45 -a 120 --stdout "$text" </dev/null |
            sox -t wav - -r 8000 -c 1 -b 16 -D "$OUT/$2/$name.wav" silence 1 0.01 0.1% reverse silence 1 0.01 0.1% \
                reverse pad 0.05 0.3 gain -n -6
    done
}
all en-us en <<'T'
number|Please enter your number.
language|For English, press the hash key.
pin|Now your pin, then the hash key.
wrong|That was not right. After five wrong tries the pin is locked. A coordinator can unlock it.
menu|Press 1 for on. 2 for off. 3 for a break. 4 to hear how many callers wait. 5 for messages.
on|You are on.
on-for-four-hours|You have no shift now. You are on for four hours.
off|You are off. Nothing rings.
break|You are on a break. Nothing rings.
not-on-duty|You have no shift now. Nothing rings.
callers|Callers who wait:
messages|Messages:
line|On line
oldest-today|The oldest is from today.
oldest-days|Days since the oldest:
only-on-a-page|They can only be opened on a page.
failed|That did not work. Please try again later.
goodbye|Goodbye.
T
all es-419 es <<'T'
number|Marque su número, por favor.
language|Para español, oprima la tecla numeral.
pin|Ahora su pin, y luego la tecla numeral.
wrong|No es correcto. Después de cinco intentos fallidos, el pin se bloquea. La coordinación puede desbloquearlo.
menu|Oprima 1 para activar su turno. 2 para desactivarlo. 3 para una pausa. 4 para oír cuántas llamadas esperan. 5 para los mensajes.
on|Su turno está activado.
on-for-four-hours|Ahora no tiene turno. Queda activado por cuatro horas.
off|Su turno está desactivado. Nada suena.
break|Está en pausa. Nada suena.
not-on-duty|Ahora no tiene turno. Nada suena.
callers|Llamadas en espera:
messages|Mensajes:
line|En la línea
oldest-today|El más antiguo es de hoy.
oldest-days|Días desde el más antiguo:
only-on-a-page|Solo se pueden abrir en una página.
failed|No funcionó. Inténtelo más tarde.
goodbye|Adiós.
T
all fr-fr fr <<'T'
number|Composez votre numéro, s'il vous plaît.
language|Pour le français, appuyez sur dièse.
pin|Maintenant votre code, puis dièse.
wrong|Ce n'est pas juste. Après cinq erreurs, le code est bloqué. La coordination peut le débloquer.
menu|Appuyez sur 1 pour prendre votre service. 2 pour l'arrêter. 3 pour une pause. 4 pour savoir combien d'appels attendent. 5 pour les messages.
on|Vous êtes en service.
on-for-four-hours|Vous n'avez pas de service maintenant. Vous êtes en service pour quatre heures.
off|Vous n'êtes plus en service. Rien ne sonne.
break|Vous êtes en pause. Rien ne sonne.
not-on-duty|Vous n'avez pas de service maintenant. Rien ne sonne.
callers|Appels en attente :
messages|Messages :
line|Sur la ligne
oldest-today|Le plus ancien date d'aujourd'hui.
oldest-days|Jours depuis le plus ancien :
only-on-a-page|On ne peut les ouvrir que sur une page.
failed|Cela n'a pas marché. Réessayez plus tard.
goodbye|Au revoir.
T
