package org.stillcall.call;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Loop;
import org.stillcall.base.Secret;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Prompts.Sentence;

/**
 * Asks whoever holds the advocate's mobile for the code before anything else happens: an answering machine or a
 * stranger at home cannot take the call. Loop thread only.
 */
final class CodeCheck {
    private static final int TRIES = 3;
    private static final long LIMIT_MILLIS = 30_000;

    private final Exchange exchange;
    private final MediaLeg media;
    private final @Nullable Label language;
    private final @Nullable Secret code;
    private final Consumer<Boolean> verdict;
    private final byte[] keyed = new byte[16];
    private int count;
    private int tries;
    private boolean done;
    private Loop.@Nullable Timer limit;

    private CodeCheck(Exchange exchange, MediaLeg media, NearPhone phone, Consumer<Boolean> verdict) {
        this.exchange = exchange;
        this.media = media;
        this.language = phone.language();
        this.code = phone instanceof NearPhone.Mobile mobile ? mobile.code().get() : null;
        this.verdict = verdict;
    }

    /** The check of that phone; one without a code is never confirmed. */
    static CodeCheck of(Exchange exchange, MediaLeg media, NearPhone phone, Consumer<Boolean> verdict) {
        return new CodeCheck(exchange, media, phone, verdict);
    }

    void ask() {
        if (code == null || code.bytes().length == 0 || code.bytes().length > keyed.length) {
            decide(false);
            return;
        }
        limit = exchange.loop().after(LIMIT_MILLIS, () -> decide(false));
        say(Sentence.ENTER_CODE);
    }

    private void say(Sentence sentence) {
        media.play(exchange.prompts().sentence(language, sentence), false);
    }

    void promptEnded() {
        if (!done && count == 0) {
            say(Sentence.ENTER_CODE);
        }
    }

    void digit(char digit) {
        if (done || code == null) {
            return;
        }
        keyed[count++] = (byte) digit;
        if (count < code.bytes().length) {
            return;
        }
        boolean right = code.matches(java.util.Arrays.copyOf(keyed, count));
        java.util.Arrays.fill(keyed, (byte) 0);
        count = 0;
        if (right || ++tries == TRIES) {
            decide(right);
        } else {
            say(Sentence.WRONG_CODE);
        }
    }

    /** Stops asking without a verdict. */
    void abandon() {
        done = true;
        if (limit != null) {
            limit.cancel();
        }
        if (code != null) {
            code.close();
        }
    }

    private void decide(boolean right) {
        if (!done) {
            abandon();
            media.stop();
            verdict.accept(right);
        }
    }
}
