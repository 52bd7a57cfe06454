package org.stillcall.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Randomness;
import org.stillcall.store.CentreId;
import org.stillcall.store.DeviceId;
import org.stillcall.store.NewDevice;
import org.stillcall.store.NewPerson;
import org.stillcall.store.PersonId;
import org.stillcall.store.Role;

/**
 * Devices on their way in, in memory, for ten minutes each. {@code WAITING} for somebody with the code, {@code CLAIMED}
 * by the first who has it, {@code APPROVED} by whoever asked for it, after both compared the words, {@code DONE} or
 * {@code ENDED}. While it is claimed, first the new device's key and nonce come, which stand from then on, then the
 * approver's nonce, to which the approver was committed from the beginning. No step is taken twice and none is taken
 * back. Threads may share it.
 */
final class Joins {
    enum State {
        WAITING,
        CLAIMED,
        APPROVED,
        DONE,
        ENDED
    }

    /** Who lets in. */
    record Approver(CentreId centre, PersonId person, DeviceId device) {}

    /** Who is to come in: {@code added} when the person is new as well. */
    record Guest(PersonId person, Role role, Optional<NewPerson> added) {}

    /** What the new device says of itself, all at once, before it sees the approver's key and nonce. */
    record Introduced(NewDevice device, byte[] nonce) {}

    /**
     * What the approver gives to the device: the centre's keys by generation, and a voucher for its key.
     *
     * @param generation of the centre's key by which it was vouched for
     */
    record Approval(Map<Integer, byte[]> wrapped, int generation, byte[] voucher) {}

    /** One device on its way in, as it stands. */
    record Join(
            String id,
            String code,
            String token,
            long until,
            Approver approver,
            Guest guest,
            byte[] commitment,
            State state,
            @Nullable Introduced introduced,
            byte @Nullable [] revealed,
            @Nullable Approval approval) {
        Join with(State state, @Nullable Approval approval) {
            return new Join(id, code, token, until, approver, guest, commitment, state, introduced, revealed, approval);
        }

        Join with(Introduced introduced, byte @Nullable [] revealed) {
            return new Join(id, code, token, until, approver, guest, commitment, state, introduced, revealed, approval);
        }

        @Nullable
        NewDevice device() {
            return introduced == null ? null : introduced.device;
        }

        @Override
        public String toString() {
            return "Join";
        }
    }

    // Crockford's base 32: without I, L, O and U, which are misread or make words.
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CODE_LENGTH = 8;

    private final Randomness randomness;
    private final LongSupplier nowMillis;
    private final LinkedHashMap<String, Join> joins = new LinkedHashMap<>();

    Joins(Randomness randomness, LongSupplier nowMillis) {
        this.randomness = randomness;
        this.nowMillis = nowMillis;
    }

    synchronized Join begin(Approver approver, Guest guest, byte[] commitment) {
        forgetOld();
        if (joins.size() >= ApiLimits.JOINS) {
            joins.values().removeIf(join -> join.state == State.DONE || join.state == State.ENDED);
        }
        if (joins.size() >= ApiLimits.JOINS) {
            throw new RefusedException(Refusal.BUSY);
        }
        byte[] id = new byte[16];
        randomness.nextBytes(id);
        Join join = new Join(
                Base64Url.encode(id),
                code(),
                randomness.token(256),
                nowMillis.getAsLong() + ApiLimits.JOIN_MILLIS,
                approver,
                guest,
                commitment,
                State.WAITING,
                null,
                null,
                null);
        return put(join);
    }

    private String code() {
        StringBuilder code = new StringBuilder(CODE_LENGTH);
        for (long bits = randomness.nextLong(); code.length() < CODE_LENGTH; bits >>>= 5) {
            code.append(LETTERS.charAt((int) (bits & 31)));
        }
        return code.toString();
    }

    /** The code as its owner may have typed it: spaces and hyphens left out, misread letters put right. */
    static String typed(String code) {
        return code.toUpperCase(Locale.ROOT)
                .replaceAll("[ -]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /** Uses a code up: who said it, and has the token from then on, is the one that is let in, or nobody is. */
    synchronized Optional<Join> claim(String code) {
        forgetOld();
        for (Join join : joins.values()) {
            if (join.state == State.WAITING && Constant.same(join.code, code)) {
                return Optional.of(put(join.with(State.CLAIMED, null)));
            }
        }
        return Optional.empty();
    }

    /** Takes the key and the nonce of a claimed one, once; false if that is not how it stands. */
    synchronized boolean introduce(String id, Introduced introduced) {
        forgetOld();
        Join join = joins.get(id);
        if (join == null || join.state != State.CLAIMED || join.introduced != null) {
            return false;
        }
        put(join.with(introduced, null));
        return true;
    }

    /** Takes the approver's nonce, once and only after the new device's; false if that is not how it stands. */
    synchronized boolean reveal(String id, byte[] nonce) {
        forgetOld();
        Join join = joins.get(id);
        if (join == null || join.state != State.CLAIMED || join.introduced == null || join.revealed != null) {
            return false;
        }
        put(join.with(join.introduced, nonce));
        return true;
    }

    synchronized Optional<Join> find(String id) {
        forgetOld();
        return Optional.ofNullable(joins.get(id));
    }

    synchronized Optional<Join> ofToken(String token) {
        forgetOld();
        return joins.values().stream()
                .filter(join -> join.state != State.WAITING && Constant.same(join.token, token))
                .findFirst();
    }

    /** Lets a device in whose words can be seen; false if that is not how it stands. */
    synchronized boolean approve(String id, Approval approval) {
        Join join = joins.get(id);
        return join != null && join.revealed != null && step(id, State.CLAIMED, State.APPROVED, approval);
    }

    /** Ends an approved one well; true once. */
    synchronized boolean finish(String id) {
        Join join = joins.get(id);
        return join != null && step(id, State.APPROVED, State.DONE, null);
    }

    private boolean step(String id, State from, State to, @Nullable Approval approval) {
        forgetOld();
        Join join = joins.get(id);
        if (join == null || join.state != from) {
            return false;
        }
        put(join.with(to, approval));
        return true;
    }

    synchronized void end(String id) {
        endIf(join -> join.id.equals(id));
    }

    /** Ends all that this device was about to let in, and itself where it is on its way in. */
    synchronized void endOf(DeviceId device) {
        endIf(join -> join.approver.device().equals(device));
    }

    /** Ends all that this person was about to let in, and all devices about to be theirs. */
    synchronized void endOf(PersonId person) {
        endIf(join ->
                join.approver.person().equals(person) || join.guest.person().equals(person));
    }

    private void endIf(Predicate<Join> which) {
        for (Join join : new ArrayList<>(joins.values())) {
            if (which.test(join) && join.state != State.DONE) {
                put(join.with(State.ENDED, null));
            }
        }
    }

    private Join put(Join join) {
        joins.put(join.id, join);
        return join;
    }

    private void forgetOld() {
        long now = nowMillis.getAsLong();
        joins.values().removeIf(join -> now - join.until >= 0);
    }
}
