#!/bin/sh
# Makes the sentences of keypad duty, with espeak-ng and sox: 8 kHz, 16 bit, mono. Run it in the project's folder; it
# writes src/main/resources/prompts/duty.
set -e
OUT=src/main/resources/prompts/duty
mkdir -p "$OUT"
while IFS='|' read -r name text; do
    espeak-ng -v en-us -s 150 -p 45 -a 120 --stdout "$text" </dev/null |
        sox -t wav - -r 8000 -c 1 -b 16 -D "$OUT/$name.wav" silence 1 0.01 0.1% reverse silence 1 0.01 0.1% reverse \
            pad 0.05 0.3 gain -n -6
done <<'T'
number|Please enter your number.
pin|Now your pin, then the hash key.
wrong|That was not right. After five wrong tries you need a new pin.
menu|Press 1 for on. 2 for off. 3 for a break. 4 to hear how many messages wait.
on|You are on.
on-for-four-hours|You have no shift now. You are on for four hours.
off|You are off. Nothing rings.
break|You are on a break. Nothing rings.
not-on-duty|You have no shift now. Nothing rings.
messages|Messages that wait
only-on-a-page|They can only be opened on a page.
failed|That did not work. Please try again later.
goodbye|Goodbye.
T
