package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.stillcall.base.Contract.require;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.Receipt;
import org.stillcall.vault.ReceiptKind;

/**
 * What callers said to one centre. A message begins with its first seconds and grows; whatever of it is kept can be
 * heard, so that a kill in the middle leaves a message that is cut short. All of it stands under one key of its own,
 * which ends with it. Threads may share it.
 */
public final class Messages {
    private static final String COLUMNS = "id, slot, version, generation, programme, language, envelope, heard,"
            + " added_day, (SELECT COUNT(*) FROM message_second s WHERE s.centre = m.centre AND s.message = m.id)"
            + " AS seconds";
    private static final String FROM = " FROM message m WHERE centre = :centre";

    private final Ground ground;
    private final CentreId centre;

    Messages(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /**
     * Keeps a new message with what was said so far. {@link Change#MOVED_ON} when its envelope is sealed to a
     * generation of the centre's key that is not kept, {@link Change#FULL} when the centre has no room for another.
     */
    public Change begin(NewMessage message, List<SealedSecond> seconds) {
        Ground.requireSize(message.envelope());
        return ground.seals()
                .withEnding(
                        message.end(),
                        slot -> ground.database().write(centre, rows -> insert(rows, message, seconds, slot)));
    }

    private Change insert(Rows rows, NewMessage message, List<SealedSecond> seconds, KeyId slot) {
        if (!CentreKeys.generations(rows).contains(message.generation())) {
            return Change.MOVED_ON;
        }
        if (rows.count("SELECT COUNT(*) FROM message WHERE centre = :centre") >= StoreLimits.MESSAGES) {
            return Change.FULL;
        }
        String language = message.topic().language() == null
                ? ""
                : message.topic().language().text();
        rows.update("INSERT INTO message"
                        + " (centre, id, slot, version, generation, programme, language, envelope, heard, added_day)"
                        + " VALUES (:centre, :id, :slot, 1, :generation, :programme, :language, :envelope, 0, :day)")
                .bind("id", message.id().text())
                .bind("slot", slot.text())
                .bind("generation", message.generation())
                .bind(
                        "programme",
                        seal(
                                slot,
                                place("programme", message.id()),
                                message.topic().programme().text()))
                .bind("language", seal(slot, place("language", message.id()), language))
                .bind("envelope", ground.seals().seal(slot, place("envelope", message.id()), message.envelope()))
                .bind("day", ground.seals().day())
                .execute();
        seconds.forEach(second -> add(rows, slot, second));
        return Change.DONE;
    }

    private byte[] seal(KeyId slot, Seals.Place place, String text) {
        return ground.seals().seal(slot, place, text.getBytes(UTF_8));
    }

    private void add(Rows rows, KeyId slot, SealedSecond second) {
        require(second.number() >= 0 && second.number() < StoreLimits.MESSAGE_SECONDS, "A message has a longest one.");
        Ground.requireSize(second.sound());
        rows.update("INSERT INTO message_second (centre, message, number, sound)"
                        + " VALUES (:centre, :message, :number, :sound)")
                .bind("message", second.message().text())
                .bind("number", second.number())
                .bind("sound", ground.seals().seal(slot, place(second), second.sound()))
                .execute();
    }

    /** Adds what was said since, of several messages; gives those that are there no more. */
    public List<MessageId> append(List<SealedSecond> seconds) {
        return ground.database().write(centre, rows -> {
            List<MessageId> missing = new ArrayList<>();
            for (SealedSecond second : seconds) {
                KeyId slot = slot(rows, second.message());
                if (slot == null || !ground.seals().readable(slot)) {
                    missing.add(second.message());
                } else {
                    add(rows, slot, second);
                }
            }
            return missing;
        });
    }

    private static @Nullable KeyId slot(Rows rows, MessageId id) {
        List<String> slots = rows.texts(
                "SELECT slot FROM message WHERE centre = :centre AND id = :id", query -> query.bind("id", id.text()));
        return slots.isEmpty() ? null : Ground.keyOrNone(slots.getFirst());
    }

    /** All messages that have not ended, the oldest day first; one that does not open is left out. */
    public List<StoredMessage> list() {
        List<Row> found = ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + FROM + " ORDER BY added_day, id")
                                .map((rs, context) -> row(rs))
                                .list());
        List<StoredMessage> messages = new ArrayList<>(found.size());
        found.forEach(row -> openIfSound(row).ifPresent(messages::add));
        return messages;
    }

    /** One damaged row must not hide the others; reading it by its id says so. */
    private Optional<StoredMessage> openIfSound(Row row) {
        try {
            return open(row, ground.seals()::open);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** The message, unless it ended. */
    public Optional<StoredMessage> read(MessageId id) {
        return read(id, ground.seals()::open);
    }

    /** The message, also past its end as long as a hold keeps it. */
    public Optional<StoredMessage> readKept(MessageId id) {
        return read(id, ground.seals()::openKept);
    }

    private Optional<StoredMessage> read(MessageId id, Seals.Opening opening) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT " + COLUMNS + FROM + " AND id = :id")
                                .bind("id", id.text())
                                .map((rs, context) -> row(rs))
                                .findOne())
                .flatMap(row -> open(row, opening));
    }

    /** What was said, in its order and as it was sealed; up to the first second that is not there. */
    public List<byte[]> sound(MessageId id) {
        return sound(id, ground.seals()::open);
    }

    /** The same, also past its end as long as a hold keeps it. */
    public List<byte[]> soundKept(MessageId id) {
        return sound(id, ground.seals()::openKept);
    }

    private List<byte[]> sound(MessageId id, Seals.Opening opening) {
        record Found(int number, byte[] sound) {}
        Optional<KeyId> slot = ground.database().read(centre, rows -> Optional.ofNullable(slot(rows, id)));
        List<Found> found = ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT number, sound FROM message_second"
                                        + " WHERE centre = :centre AND message = :id ORDER BY number")
                                .bind("id", id.text())
                                .map((rs, context) -> new Found(rs.getInt(1), rs.getBytes(2)))
                                .list());
        List<byte[]> seconds = new ArrayList<>(found.size());
        for (Found each : found) {
            Optional<byte[]> sound = slot.flatMap(
                    key -> opening.open(key, place(new SealedSecond(id, each.number, each.sound)), each.sound));
            if (sound.isEmpty() || each.number != seconds.size()) {
                break;
            }
            seconds.add(sound.get());
        }
        return seconds;
    }

    /** Notes that somebody heard it to its end. */
    public Change heard(MessageId id) {
        return ground.database()
                .write(
                        centre,
                        rows -> rows.update("UPDATE message SET heard = 1 WHERE centre = :centre AND id = :id")
                                                .bind("id", id.text())
                                                .execute()
                                        == 1
                                ? Change.DONE
                                : Change.MISSING);
    }

    /** Takes its key's envelope, sealed anew to the present generation in place of {@code version}. */
    Change reseal(MessageId id, int version, byte[] envelope, int generation) {
        Ground.requireSize(envelope);
        return ground.database().write(centre, rows -> {
            KeyId slot = slot(rows, id);
            if (slot == null || !ground.seals().kept(slot)) {
                return Change.MISSING;
            }
            if (Centres.generation(rows) != generation) {
                return Change.MOVED_ON;
            }
            int updated = rows.update("UPDATE message SET envelope = :envelope, version = version + 1,"
                            + " generation = :generation WHERE centre = :centre AND id = :id AND version = :version")
                    .bind("envelope", ground.seals().seal(slot, place("envelope", id), envelope))
                    .bind("generation", generation)
                    .bind("id", id.text())
                    .bind("version", version)
                    .execute();
            return updated == 1 ? Change.DONE : Change.MOVED_ON;
        });
    }

    /**
     * Ends a message now: key, rows, receipt. Empty when there is none. Throws {@link HeldException} where a hold keeps
     * it: then nobody hears it from now on.
     */
    public Optional<Receipt> delete(MessageId id) {
        Keeping keeping = new Keeping(ground, HoldItem.of(id));
        Optional<Receipt> receipt = ground.aftermath()
                .end(centre, rows -> {
                    List<KeyId> slots = Ground.keyIds(rows.texts(
                            "SELECT slot FROM message WHERE centre = :centre AND id = :id",
                            query -> query.bind("id", id.text())));
                    if (slots.isEmpty()) {
                        return Due.Noted.only(Change.MISSING);
                    }
                    return new Due.Noted(
                            Change.DONE,
                            keeping.keeps(rows, slots.getFirst())
                                    ? List.of()
                                    : List.of(ground.due(ReceiptKind.MESSAGE_DELETED, slots)));
                })
                .receipt();
        keeping.refuseDeletion();
        return receipt;
    }

    private record Row(StoredMessage message, KeyId slot, byte[] programme, byte[] language) {}

    private static Row row(ResultSet rs) throws SQLException {
        KeyId slot = Ground.keyOrNone(rs.getString("slot"));
        StoredMessage message = new StoredMessage(
                new MessageId(rs.getString("id")),
                new NewMessage.Topic(new Label("sealed"), null),
                rs.getInt("version"),
                rs.getInt("generation"),
                rs.getBytes("envelope"),
                rs.getInt("seconds"),
                rs.getInt("heard") == 1,
                Seals.NO_END,
                LocalDate.ofEpochDay(rs.getInt("added_day")));
        return new Row(message, slot, rs.getBytes("programme"), rs.getBytes("language"));
    }

    private Optional<StoredMessage> open(Row row, Seals.Opening opening) {
        StoredMessage sealed = row.message;
        MessageId id = sealed.id();
        Optional<byte[]> programme = opening.open(row.slot, place("programme", id), row.programme);
        Optional<byte[]> language = opening.open(row.slot, place("language", id), row.language);
        Optional<byte[]> envelope = opening.open(row.slot, place("envelope", id), sealed.envelope());
        return ground.seals()
                .end(row.slot)
                .filter(end -> programme.isPresent() && language.isPresent() && envelope.isPresent())
                .map(end -> new StoredMessage(
                        id,
                        topic(programme.orElseThrow(), language.orElseThrow()),
                        sealed.version(),
                        sealed.generation(),
                        envelope.orElseThrow(),
                        sealed.seconds(),
                        sealed.heard(),
                        end,
                        sealed.addedDay()));
    }

    private static NewMessage.Topic topic(byte[] programme, byte[] language) {
        return new NewMessage.Topic(
                new Label(new String(programme, UTF_8)),
                language.length == 0 ? null : new Label(new String(language, UTF_8)));
    }

    private Seals.Place place(String column, MessageId id) {
        return new Seals.Place("message", column, centre, id.text());
    }

    private Seals.Place place(SealedSecond second) {
        return new Seals.Place(
                "message_second", "sound", centre, second.message().text() + '/' + second.number());
    }
}
