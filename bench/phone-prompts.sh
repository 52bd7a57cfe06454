#!/bin/sh
# Makes the sentences that advocates hear on their phones, with espeak-ng and sox: 8 kHz, 16 bit, mono. Run it in the
# project's folder; it writes src/main/resources/prompts/phones. They name no organisation and no service: a phone may
# lie about at home, and the third parties' ones are heard at the survivor's side as well.
set -e
OUT=src/main/resources/prompts/phones
all() { # voice language, then lines of name|text
    mkdir -p "$OUT/$2"
    while IFS='|' read -r name text; do
        espeak-ng -v "$1" -s 150 -p 45 -a 120 --stdout "$text" </dev/null |
            sox -t wav - -r 8000 -c 1 -b 16 -D "$OUT/$2/$name.wav" silence 1 0.01 0.1% reverse silence 1 0.01 0.1% \
                reverse pad 0.05 0.3 gain -n -6
    done
}
all en-us en <<'T'
transfer-rings|A colleague is being called. When they have the call, it ends here. To take it back, press star, 1.
transfer-nobody|Nobody can take the call now. You are still connected.
transfer-back|Nobody took the call. You are connected again.
T
all es-419 es <<'T'
press-one|Para atender la llamada, oprima 1.
enter-code|Por favor, marque su código.
wrong-code|Ese código no es correcto. Inténtelo otra vez.
calling-now|Estamos llamando ahora.
call-ended|La llamada terminó.
outside-plan|No se puede hacer esta llamada ahora. No sonó ningún teléfono.
busy|El teléfono está ocupado.
no-answer|Nadie contestó.
declined|La llamada no fue aceptada.
private-not-taken|Ese teléfono no acepta llamadas privadas.
emergency-from-phone|Para una emergencia, llame desde su propio teléfono.
toll-free-needs-leased|Un número gratuito vería de dónde viene la llamada. No se puede llamar ahora.
number-not-allowed|No se puede llamar a ese número.
no-line-free|Ahora no hay ninguna línea libre. Inténtelo en unos minutos.
not-a-number|Ese número no es correcto.
line-dropped|Se cortó la línea.
line-dropped-redial|Se cortó la línea. Se llamará una vez más. No cuelgue.
line-dropped-hold|Se cortó la línea. Puede que devuelvan la llamada. No cuelgue.
nobody-returned|Nadie devolvió la llamada.
third-interpreter|Un intérprete está en la línea.
third-colleague|Otra persona está en la línea.
transfer-rings|Estamos llamando a alguien más del equipo. Cuando tenga la llamada, aquí termina. Para recuperarla, oprima asterisco, 1.
transfer-nobody|Nadie puede atender la llamada ahora. Sigue en comunicación.
transfer-back|Nadie atendió la llamada. Está de nuevo en comunicación.
T
all fr-fr fr <<'T'
press-one|Pour prendre l'appel, appuyez sur le 1.
enter-code|Composez votre code, s'il vous plaît.
wrong-code|Ce code n'est pas juste. Réessayez.
calling-now|Nous appelons maintenant.
call-ended|L'appel est terminé.
outside-plan|Cet appel ne peut pas être fait maintenant. Aucun téléphone n'a sonné.
busy|La ligne est occupée.
no-answer|Personne n'a répondu.
declined|L'appel n'a pas été pris.
private-not-taken|Ce téléphone ne prend pas les appels masqués.
emergency-from-phone|Pour une urgence, appelez de votre propre téléphone.
toll-free-needs-leased|Un numéro gratuit verrait d'où vient l'appel. On ne peut pas l'appeler maintenant.
number-not-allowed|Ce numéro ne peut pas être appelé.
no-line-free|Aucune ligne n'est libre. Réessayez dans quelques minutes.
not-a-number|Ce numéro n'est pas juste.
line-dropped|La ligne a été coupée.
line-dropped-redial|La ligne a été coupée. Un nouvel appel va être fait. Restez en ligne.
line-dropped-hold|La ligne a été coupée. On va peut-être vous rappeler. Restez en ligne.
nobody-returned|Personne n'a rappelé.
third-interpreter|Un interprète est en ligne.
third-colleague|Une autre personne est en ligne.
transfer-rings|Nous appelons un autre membre de l'équipe. Quand l'appel est pris, il se termine ici. Pour le reprendre, composez étoile, 1.
transfer-nobody|Personne ne peut prendre l'appel maintenant. Vous êtes toujours en ligne.
transfer-back|Personne n'a pris l'appel. Vous êtes de nouveau en ligne.
T
