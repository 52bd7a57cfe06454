#!/bin/sh
# Makes the built-in sentences that callers hear, with espeak-ng and sox: neutral, 8 kHz, 16 bit, mono.
# Run it in the project's folder; it writes src/main/resources/prompts/callers.
set -e
OUT=src/main/resources/prompts/callers
say() { # voice language name text
    mkdir -p "$OUT/$2"
    espeak-ng -v "$1" -s 140 -p 45 -a 120 --stdout "$4" |
        sox -t wav - -r 8000 -c 1 -b 16 -D "$OUT/$2/$3.wav" silence 1 0.01 0.1% reverse silence 1 0.01 0.1% reverse \
            pad 0.05 0.3 gain -n -6
}
all() { # voice language, then lines of name|text
    while IFS='|' read -r name text; do
        [ -n "$name" ] && say "$1" "$2" "$name" "$text"
    done
}
all en-us en <<'T'
greeting|Hello. Thank you for calling.
language-menu|For English, press
voice-menu|To speak with a woman, press 1. To speak with a man, press 2. Or just wait.
please-wait|Please stay on the line. Somebody will be with you.
press-zero|To leave a message, press zero at any time.
leave-message|Please speak after the tone. When you have finished, hang up or press any key.
message-kept|Thank you. Your message was kept. Goodbye.
nobody-here|Nobody can take your call at the moment. Please try again later. Goodbye.
cut-off-code|If we are cut off, call again and press
challenge|To go on, please press
off-duty|This line is not answered at this time. Goodbye.
elsewhere|Nobody here can take your call at the moment. Stay on the line, and you will be connected with somebody elsewhere.
place|Your place in the line is
star|star
0|zero
1|one
2|two
3|three
4|four
5|five
6|six
7|seven
8|eight
9|nine
T
all es-419 es <<'T'
greeting|Hola. Gracias por llamar.
language-menu|Para español, oprima el
voice-menu|Para hablar con una mujer, oprima el 1. Para hablar con un hombre, oprima el 2. O simplemente espere.
please-wait|Por favor, no cuelgue. Alguien le atenderá.
press-zero|Para dejar un mensaje, oprima el cero en cualquier momento.
leave-message|Hable después del tono. Cuando termine, cuelgue u oprima cualquier tecla.
message-kept|Gracias. Su mensaje quedó guardado. Adiós.
nobody-here|En este momento nadie puede atender su llamada. Inténtelo más tarde. Adiós.
cut-off-code|Si se corta la llamada, vuelva a llamar y oprima
challenge|Para continuar, oprima el
off-duty|Esta línea no se atiende a esta hora. Adiós.
elsewhere|Aquí nadie puede atender su llamada en este momento. No cuelgue, y le pasaremos con alguien en otro lugar.
place|Su lugar en la fila es el
star|asterisco
0|cero
1|uno
2|dos
3|tres
4|cuatro
5|cinco
6|seis
7|siete
8|ocho
9|nueve
T
all fr-fr fr <<'T'
greeting|Bonjour. Merci de votre appel.
language-menu|Pour le français, appuyez sur le
voice-menu|Pour parler à une femme, appuyez sur le 1. Pour parler à un homme, appuyez sur le 2. Ou attendez simplement.
please-wait|Veuillez rester en ligne. Quelqu'un va vous répondre.
press-zero|Pour laisser un message, appuyez à tout moment sur le zéro.
leave-message|Parlez après le signal. Quand vous avez terminé, raccrochez ou appuyez sur une touche.
message-kept|Merci. Votre message a été conservé. Au revoir.
nobody-here|Personne ne peut prendre votre appel pour le moment. Veuillez rappeler plus tard. Au revoir.
cut-off-code|Si la ligne est coupée, rappelez et composez
challenge|Pour continuer, appuyez sur le
off-duty|Personne ne répond sur cette ligne à cette heure. Au revoir.
elsewhere|Personne ici ne peut prendre votre appel pour le moment. Restez en ligne, vous allez être mis en relation avec quelqu'un ailleurs.
place|Votre place dans la file est
star|étoile
0|zéro
1|un
2|deux
3|trois
4|quatre
5|cinq
6|six
7|sept
8|huit
9|neuf
T
