package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Base64Url;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.KeyTable;

/** Seals columns under their row's key, bound to table, column, centre and row, and makes and ends such keys. */
final class Seals {
    /** The end of what has none of its own. */
    static final Instant NO_END = Instant.parse("9999-12-31T00:00:00Z");

    /** The end of the keys that notes are sealed under, by which they are told from those of rows. */
    private static final Instant NOTE_END = Instant.parse("9999-12-30T00:00:00Z");

    private static final byte[] NOTE = "owed_receipt/token".getBytes(UTF_8);

    private final KeyTable keys;
    private final Consumer<Step> steps;
    /** Keys of changes whose fate a failing database left open. */
    private final Set<KeyId> doubtful = new HashSet<>();
    /** The own ends of rows that a legal hold keeps: their keys end with the hold. */
    private final Map<KeyId, Instant> held = new ConcurrentHashMap<>();
    /** Nothing ends while a hold begins or ends. */
    private final Object endings = new Object();

    private volatile @Nullable KeyId noteKey;

    Seals(KeyTable keys, Consumer<Step> steps) {
        this.keys = keys;
        this.steps = steps;
    }

    /** Where a sealed value stands. */
    record Place(String table, String column, CentreId centre, String row) {
        byte[] context() {
            return (table + '/' + column + '/' + centre.text() + '/' + row).getBytes(UTF_8);
        }
    }

    byte[] seal(KeyId slot, Place place, byte[] plain) {
        return keys.seal(slot, plain, place.context());
    }

    /**
     * What stands sealed in a place; empty if its key is gone or past its end. Throws when the key is there and does
     * not open it.
     */
    Optional<byte[]> open(KeyId slot, Place place, byte[] sealed) {
        return readable(slot) ? openKept(slot, place, sealed) : Optional.empty();
    }

    /** How a row is opened: until its own end, or as long as a hold keeps it. */
    interface Opening {
        Optional<byte[]> open(KeyId slot, Place place, byte[] sealed);
    }

    /** As {@link #open}, of a row that a hold keeps also past its own end. */
    Optional<byte[]> openKept(KeyId slot, Place place, byte[] sealed) {
        if (!kept(slot)) {
            return Optional.empty();
        }
        Optional<byte[]> plain = keys.open(slot, sealed, place.context());
        if (plain.isEmpty() && keys.holds(slot)) {
            throw new StoreException(
                    "A stored row does not open with its own key: the database was changed or damaged.");
        }
        return plain;
    }

    /** Whether a row under this key may still be shown: the key is held and its end has not come. */
    boolean readable(KeyId slot) {
        return end(slot).filter(end -> end.isAfter(keys.now())).isPresent();
    }

    /** Whether its key's end has not come, which may be a hold's. */
    boolean kept(KeyId slot) {
        return keys.end(slot).filter(end -> end.isAfter(keys.now())).isPresent();
    }

    boolean holds(KeyId slot) {
        return keys.holds(slot);
    }

    /** When a row ends; where a hold keeps it, when it would have. */
    Optional<Instant> end(KeyId slot) {
        Instant own = held.get(slot);
        return keys.end(slot).map(end -> own != null && own.isBefore(end) ? own : end);
    }

    /** When a row's key is destroyed at the latest. */
    Optional<Instant> keyEnd(KeyId slot) {
        return keys.end(slot);
    }

    /** Held while a hold begins or ends, and while what is overdue ends. */
    Object endings() {
        return endings;
    }

    /** Keeps a row's key until a hold is over; for reading the row ends as it would have. */
    void hold(KeyId slot, Instant own, Instant until) {
        if (keys.holds(slot)) {
            held.put(slot, own);
            endAt(slot, own.isAfter(until) ? own : until);
        }
    }

    /** Whether a hold may keep a row: the hold's own row says whether it does. Deletions of others ask no table. */
    boolean mayBeHeld(KeyId slot) {
        return held.containsKey(slot);
    }

    /** A hold of that row is about to be written. */
    void willBeHeld(KeyId slot, Instant own) {
        held.put(slot, own);
    }

    /** Gives a row its own end back. */
    void letGo(KeyId slot) {
        Instant own = held.get(slot);
        if (own != null && keys.holds(slot)) {
            endAt(slot, own);
            held.remove(slot);
        }
    }

    private void endAt(KeyId slot, Instant end) {
        if (!keys.end(slot).equals(Optional.of(end.truncatedTo(ChronoUnit.SECONDS)))) {
            keys.endAt(slot, end);
            steps.accept(Step.END_MOVED);
        }
    }

    /** The row stands under {@code fresh} from now on; a hold of it goes along. */
    void holdGoesAlong(KeyId was, KeyId fresh) {
        Instant own = held.get(was);
        if (own != null) {
            hold(fresh, own, keys.end(was).orElse(own));
        }
    }

    /** No other rows are held. */
    void heldAre(Set<KeyId> slots) {
        held.keySet().retainAll(slots);
    }

    Instant now() {
        return keys.now();
    }

    /** Today, in UTC, as it is stored. */
    int day() {
        return (int) LocalDate.ofInstant(keys.now(), ZoneOffset.UTC).toEpochDay();
    }

    /**
     * As {@link #withFresh}, for one key of something that ends ({@link Change#MISSING} if it already has); leaves the
     * last free keys to staff and devices.
     */
    Change withEnding(Instant end, Function<KeyId, Change> change) {
        if (!end.isAfter(keys.now())) {
            return Change.MISSING;
        }
        return keys.free() <= StoreLimits.KEYS_FOR_STAFF
                ? Change.FULL
                : withFresh(List.of(end), fresh -> change.apply(fresh.getFirst()));
    }

    /**
     * Makes keys with these ends and runs {@code change} with them; unless it is {@link Change#DONE}, they are
     * destroyed again.
     */
    Change withFresh(List<Instant> ends, Function<List<KeyId>, Change> change) {
        return replacing(ends, (fresh, replaced) -> change.apply(fresh));
    }

    /** A change that puts rows under fresh keys in the place of others, whose keys it adds to {@code replaced}. */
    interface Replacing {
        Change apply(List<KeyId> fresh, List<KeyId> replaced);
    }

    /**
     * As {@link #withFresh}; once it is {@link Change#DONE}, the keys of the rows that were replaced are destroyed. Of
     * a change whose end a failing database left open it is not known which rows there are, the old or the new.
     */
    Change replacing(List<Instant> ends, Replacing change) {
        List<KeyId> fresh = keys.create(ends);
        if (fresh.size() < ends.size()) {
            return Change.FULL;
        }
        steps.accept(Step.KEYED);
        List<KeyId> replaced = new ArrayList<>();
        Change outcome;
        try {
            outcome = change.apply(fresh, replaced);
        } catch (StoreException e) {
            doubt(fresh);
            doubt(replaced);
            throw e;
        }
        if (outcome != Change.DONE) {
            destroy(fresh);
        } else if (!replaced.isEmpty()) {
            steps.accept(Step.REPLACED);
            destroy(replaced);
        }
        return outcome;
    }

    void destroy(Collection<KeyId> slots) {
        if (!slots.isEmpty()) {
            keys.destroy(slots);
            held.keySet().removeAll(Set.copyOf(slots));
        }
    }

    /** Takes a new key for notes and destroys the one before: what was sealed under that opens nowhere any more. */
    void renewNoteKey() {
        KeyId before = noteKey;
        noteKey = keys.create(NOTE_END).orElse(null);
        if (before != null) {
            destroy(List.of(before));
        }
    }

    /** A token as it is noted, and the name of the key under which it is sealed. */
    record SealedToken(String text, String slot) {}

    /** In clear, and with no name of a key, when the table is so full that there is none: no deletion waits for one. */
    SealedToken sealToken(String token) {
        KeyId key = noteKey;
        return key == null
                ? new SealedToken(token, "")
                : new SealedToken(Base64Url.encode(keys.seal(key, IdText.bytes(token), NOTE)), key.text());
    }

    /** The token that was noted; empty when its key is gone: then its receipt is in the log. */
    Optional<String> openToken(SealedToken sealed) {
        if (sealed.slot().isEmpty()) {
            return Optional.of(sealed.text());
        }
        byte[] bytes = Base64Url.decode(sealed.text());
        return bytes == null
                ? Optional.empty()
                : keys.open(Ground.keyOrNone(sealed.slot()), bytes, NOTE).map(IdText::of);
    }

    boolean isForNotes(KeyId slot) {
        return end(slot).filter(NOTE_END::equals).isPresent();
    }

    boolean isPresentNoteKey(KeyId slot) {
        return slot.equals(noteKey);
    }

    List<KeyId> overdue() {
        return keys.overdue();
    }

    private synchronized void doubt(Collection<KeyId> slots) {
        doubtful.addAll(slots);
    }

    /** Keys that may or may not have a row. */
    synchronized Set<KeyId> doubtful() {
        return Set.copyOf(doubtful);
    }

    /** By now it is known of these keys which have a row, and the others are destroyed. */
    synchronized void known(Set<KeyId> slots) {
        doubtful.removeAll(slots);
    }

    /** All keys there are. */
    Set<KeyId> all() {
        return keys.ids();
    }
}
