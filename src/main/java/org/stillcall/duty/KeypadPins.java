package org.stillcall.duty;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillcall.base.Base64Url;
import org.stillcall.base.Randomness;
import org.stillcall.store.CentreId;
import org.stillcall.store.Change;
import org.stillcall.store.DutyKind;
import org.stillcall.store.PersonId;
import org.stillcall.store.PinHash;
import org.stillcall.store.Store;
import org.stillcall.store.StoredDuty;

/**
 * By what somebody is known who signs on by the keys of a phone (P14): a number of theirs and a PIN, of which only the
 * hash is kept. Five wrong ones in a row end it until they set another one in the console. Threads may share it; it
 * waits for the disk and for the hash, so never the loop.
 */
public final class KeypadPins {
    /** Wrong ones in a row. */
    public static final int TRIES = 5;

    private static final int NUMBERS = 10_000;
    private static final byte[] NOBODYS = new byte[48];

    private final Store store;
    private final Rota rota;

    KeypadPins(Store store, Rota rota) {
        this.store = store;
        this.rota = rota;
    }

    /**
     * What is kept of one person's.
     *
     * @param number four digits, nobody else's
     * @param wrong how many wrong PINs were tried since the right one
     */
    public record Pass(OwnNumber number, String verifier, int wrong) {
        public boolean locked() {
            return wrong >= TRIES;
        }

        private Pass with(int failures) {
            return new Pass(number, verifier, failures);
        }

        @Override
        public String toString() {
            return "Pass";
        }
    }

    /** What somebody has; empty for nothing. */
    public synchronized Optional<Pass> of(PersonId person) {
        return Optional.ofNullable(all().get(person));
    }

    /** Another PIN, under the number that they have or a new one, with no wrong ones counted. */
    public synchronized Change set(PersonId person, Pin pin, Randomness randomness) {
        Map<PersonId, Pass> all = all();
        Pass before = all.get(person);
        List<OwnNumber> taken = all.values().stream().map(Pass::number).toList();
        if (before == null && taken.size() > NUMBERS / 2) {
            return Change.FULL;
        }
        OwnNumber number = before == null ? newNumber(taken, randomness) : before.number();
        return put(person, new Pass(number, Base64Url.encode(PinHash.verifier(pin.keys(), randomness)), 0));
    }

    private static OwnNumber newNumber(List<OwnNumber> taken, Randomness randomness) {
        OwnNumber number;
        do {
            number = new OwnNumber(String.format("%04d", (int) ((randomness.nextLong() >>> 1) % NUMBERS)));
        } while (taken.contains(number));
        return number;
    }

    /** Those whose PIN was keyed wrongly too often. */
    public synchronized Set<PersonId> locked() {
        return all().entrySet().stream()
                .filter(each -> each.getValue().locked())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same PIN may be tried again, as often as a new one; for a coordinator, who knows that it was a slip. */
    public synchronized Change unlock(PersonId person) {
        Pass pass = all().get(person);
        return pass == null || pass.verifier().isEmpty() ? Change.MISSING : put(person, pass.with(0));
    }

    public synchronized void drop(PersonId person) {
        centre().ifPresent(centre -> store.duties(centre).drop(person, DutyKind.KEYPAD));
    }

    /**
     * Who that is; empty for nobody, a wrong PIN or a locked one, which take the same time. A wrong one is counted
     * before it is compared, so that a kill in between gives no further try.
     */
    public synchronized Optional<PersonId> check(OwnNumber number, Pin pin) {
        for (Map.Entry<PersonId, Pass> each : all().entrySet()) {
            Pass pass = each.getValue();
            if (pass.number().equals(number) && !pass.locked() && rota.isStaff(each.getKey())) {
                return check(each.getKey(), pass, pin);
            }
        }
        var _ = PinHash.holds(NOBODYS, pin.keys());
        return Optional.empty();
    }

    private Optional<PersonId> check(PersonId person, Pass pass, Pin pin) {
        Change counted = put(person, pass.with(pass.wrong() + 1));
        byte[] verifier = Base64Url.decode(pass.verifier());
        boolean right = PinHash.holds(verifier == null ? NOBODYS : verifier, pin.keys()) && verifier != null;
        if (counted != Change.DONE || !right) {
            return Optional.empty();
        }
        return put(person, pass.with(0)) == Change.DONE ? Optional.of(person) : Optional.empty();
    }

    private Change put(PersonId person, Pass pass) {
        return centre().map(centre -> store.duties(centre).put(new StoredDuty(person, DutyKind.KEYPAD, write(pass))))
                .orElse(Change.MISSING);
    }

    private Optional<CentreId> centre() {
        return store.centres().list().stream().findFirst();
    }

    private Map<PersonId, Pass> all() {
        Map<PersonId, Pass> all = new HashMap<>();
        centre().ifPresent(centre -> store.duties(centre).list().stream()
                .filter(duty -> duty.kind() == DutyKind.KEYPAD)
                .forEach(duty -> all.put(duty.person(), read(duty.text()))));
        return all;
    }

    static byte[] write(Pass pass) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", pass.number().keys());
        fields.put("verifier", pass.verifier());
        fields.put("wrong", pass.wrong());
        return DutyFields.write(fields);
    }

    /** What cannot be read is locked. */
    static Pass read(byte[] text) {
        try {
            return DutyFields.whole(
                    text,
                    fields -> new Pass(
                            fields.take("number", OwnNumber::new),
                            fields.take("verifier", verifier -> verifier),
                            fields.take("wrong", Integer::parseInt)));
        } catch (DutyFields.FaultException e) {
            return new Pass(new OwnNumber(""), "", TRIES);
        }
    }

    @Override
    public String toString() {
        return "KeypadPins";
    }
}
