package org.stillcall.helpline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.media.Prompt;
import org.stillcall.media.Prompts;

/** Puts together what a caller hears at each place. Immutable. */
record Words(Spoken spoken, Numerals numerals, Prompts prompts) {
    /** The greeting, and each language in its own words. */
    List<Prompt> greeting(Helpline helpline) {
        List<Prompt> all = new ArrayList<>();
        all.add(spoken.say(helpline.programme(), helpline.languages().getFirst(), CallerSentence.GREETING));
        if (helpline.languages().size() > 1) {
            for (Label language : helpline.languages()) {
                all.add(spoken.say(helpline.programme(), language, CallerSentence.LANGUAGE_MENU));
                all.addAll(numerals.of(
                        language, String.valueOf(helpline.languages().indexOf(language) + 1)));
            }
        }
        return all;
    }

    List<Prompt> challenge(Helpline helpline, String key) {
        List<Prompt> all = new ArrayList<>();
        for (Label language : helpline.languages()) {
            all.add(spoken.say(helpline.programme(), language, CallerSentence.CHALLENGE));
            all.addAll(numerals.of(language, key));
        }
        return all;
    }

    /** That the person whose number it is is not there: in each language, as nobody chose one. */
    List<Prompt> offDuty(Helpline line) {
        return line.languages().stream()
                .map(language -> spoken.say(line.programme(), language, CallerSentence.OFF_DUTY))
                .toList();
    }

    /**
     * For somebody who begins to wait.
     *
     * @param withCode whether they have to know a code to be known again
     * @param place among those who wait; 0 to say nothing of it
     */
    List<Prompt> waiting(Caller caller, boolean withCode, int place) {
        List<Prompt> all = new ArrayList<>();
        all.add(sentence(caller, CallerSentence.PLEASE_WAIT));
        if (place > 0) {
            all.addAll(numerals.place(language(caller), place));
        }
        if (caller.helpline().offers().message()) {
            all.add(sentence(caller, CallerSentence.PRESS_ZERO));
        }
        if (withCode && !caller.helpline().again().isZero()) {
            all.add(sentence(caller, CallerSentence.CUT_OFF_CODE));
            all.addAll(numerals.of(language(caller), "*" + caller.code()));
        }
        return all;
    }

    Prompt sentence(Caller caller, CallerSentence sentence) {
        return spoken.say(caller.helpline().programme(), language(caller), sentence);
    }

    private static Label language(Caller caller) {
        @Nullable Label chosen = caller.language();
        return chosen == null ? caller.helpline().languages().getFirst() : chosen;
    }

    Prompt tone() {
        return prompts.waiting();
    }

    Prompt beep() {
        return prompts.unheard();
    }
}
