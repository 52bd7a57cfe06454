package org.stillcall.helpline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;
import org.stillcall.store.PersonId;

/**
 * Whose return is expected after a drop (G16): by the number that they showed, as a token, or by the code that they
 * were told. Each is forgotten when its minutes are over, and with the process. Loop thread only.
 */
final class Returning {
    private static final int LEAST_CODE = 1_000; // none begins with nought, which leads to a message
    private static final int CODES = 9_000;
    private static final long MINUTE = 60_000;

    private final Tokens tokens;
    private final Loop loop;
    private final Randomness randomness;
    private final Deque<Expected> expected = new ArrayDeque<>();
    private final Deque<Long> wrong = new ArrayDeque<>(); // until when a wrong code counts

    Returning(Tokens tokens, Loop loop, Randomness randomness) {
        this.tokens = tokens;
        this.loop = loop;
        this.randomness = randomness;
    }

    /** How somebody is known again. */
    record Sign(@Nullable Token token, String code) {
        @Override
        public String toString() {
            return "Sign";
        }
    }

    /** One whose return is expected, and with whom they talked. */
    private record Expected(Label programme, Sign sign, PersonId person, long until) {
        @Override
        public String toString() {
            return "Expected";
        }
    }

    /** With whom they talked, null for somebody who is not there, and the code that they have. */
    record Found(@Nullable PersonId person, String code) {
        @Override
        public String toString() {
            return "Found";
        }
    }

    /** A code of four digits that nobody has now. */
    String newCode(Predicate<String> taken) {
        String code;
        do {
            code = String.valueOf(LEAST_CODE + (int) ((randomness.nextLong() >>> 1) % CODES));
        } while (taken.test(code) || isExpected(code));
        return code;
    }

    private boolean isExpected(String code) {
        return expected.stream().anyMatch(one -> one.sign().code().equals(code));
    }

    void expect(Label programme, Sign sign, PersonId person, Duration time) {
        if (expected.size() >= Limits.RETURNS_EXPECTED) {
            forget(expected.removeFirst());
        }
        Token own = sign.token() == null ? null : tokens.copy(sign.token());
        Expected one = new Expected(programme, new Sign(own, sign.code()), person, loop.nowMillis() + time.toMillis());
        expected.addLast(one);
        loop.after(time.toMillis(), () -> {
            if (expected.remove(one)) {
                forget(one);
            }
        });
    }

    /** They are back, by their number; null when nobody is expected who has it. */
    @Nullable
    Found byToken(Label programme, @Nullable Token token) {
        return token == null
                ? null
                : take(one -> one.programme().equals(programme)
                        && one.sign().token() != null
                        && one.sign().token().same(token));
    }

    /**
     * By the code that they keyed. All codes are few: whoever calls often enough, without a number, could try each.
     * After some wrong ones in a minute, of whomever, none is looked at until it is over; who has the right one then
     * waits like anybody else.
     */
    @Nullable
    Found byCode(Label programme, String code) {
        long now = loop.nowMillis();
        while (!wrong.isEmpty() && wrong.getFirst() <= now) {
            wrong.removeFirst();
        }
        if (wrong.size() >= Limits.WRONG_CODES_A_MINUTE) {
            return null;
        }
        Found found = take(
                one -> one.programme().equals(programme) && one.sign().code().equals(code));
        if (found == null) {
            wrong.addLast(now + MINUTE);
        }
        return found;
    }

    private @Nullable Found take(Predicate<Expected> wanted) {
        for (Iterator<Expected> all = expected.iterator(); all.hasNext(); ) {
            Expected one = all.next();
            if (wanted.test(one)) {
                all.remove();
                forget(one);
                return new Found(one.person(), one.sign().code());
            }
        }
        return null;
    }

    private static void forget(Expected one) {
        Token token = one.sign().token();
        if (token != null) {
            token.close();
        }
    }

    int size() {
        return expected.size();
    }

    void forgetAll() {
        expected.forEach(Returning::forget);
        expected.clear();
    }

    @Override
    public String toString() {
        return "Returning";
    }
}
