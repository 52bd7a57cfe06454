package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.stillcall.base.Contract.require;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillcall.vault.KeyId;

/**
 * The sentences that callers hear, where a centre recorded its own. They are nobody's data, but a voice and the name of
 * a centre may be in them: each stands under a key of its own, and is gone with it when replaced. Threads may share it.
 */
public final class OwnPrompts {
    private final Ground ground;
    private final CentreId centre;

    OwnPrompts(Ground ground, CentreId centre) {
        this.ground = ground;
        this.centre = centre;
    }

    /** Keeps a sentence, in place of the one of that name; {@link Change#FULL} when a further one does not fit. */
    public Change put(PromptName name, byte[] sound) {
        require(sound.length >= 1 && sound.length <= StoreLimits.PROMPT_BYTES, "A recorded sentence has a length.");
        List<Row> before = rows().stream().filter(row -> isNamed(row, name)).toList();
        String id = IdText.random(ground.randomness());
        return ground.seals().replacing(List.of(Seals.NO_END), (fresh, replaced) -> {
            KeyId slot = fresh.getFirst();
            byte[] sealedName =
                    ground.seals().seal(slot, place("name", id), name.text().getBytes(UTF_8));
            byte[] sealed = ground.seals().seal(slot, place("sound", id), sound);
            return ground.database().write(centre, rows -> {
                replaced.clear();
                before.forEach(row -> replaced.add(row.slot));
                Aftermath.deleteUnder(rows, replaced);
                if (rows.count("SELECT COUNT(*) FROM prompt WHERE centre = :centre") >= StoreLimits.PROMPTS) {
                    rows.undo();
                    return Change.FULL;
                }
                rows.update("INSERT INTO prompt (centre, id, slot, name, sound, added_day)"
                                + " VALUES (:centre, :id, :slot, :name, :sound, :day)")
                        .bind("id", id)
                        .bind("slot", slot.text())
                        .bind("name", sealedName)
                        .bind("sound", sealed)
                        .bind("day", ground.seals().day())
                        .execute();
                return Change.DONE;
            });
        });
    }

    /** Ends a sentence: its key, then its row. */
    public Change remove(PromptName name) {
        List<KeyId> slots =
                rows().stream().filter(row -> isNamed(row, name)).map(Row::slot).toList();
        if (slots.isEmpty()) {
            return Change.MISSING;
        }
        ground.seals().destroy(slots);
        ground.database().write(centre, rows -> Aftermath.deleteUnder(rows, slots));
        return Change.DONE;
    }

    /** All of them. */
    public List<StoredPrompt> list() {
        List<StoredPrompt> prompts = new ArrayList<>();
        for (Row row : rows()) {
            Optional<PromptName> name = name(row);
            Optional<byte[]> sound = ground.seals().open(row.slot, place("sound", row.id), row.sound);
            if (name.isPresent() && sound.isPresent()) {
                prompts.add(new StoredPrompt(name.get(), sound.get(), row.day));
            }
        }
        return prompts;
    }

    private record Row(String id, KeyId slot, byte[] name, byte[] sound, LocalDate day) {}

    private List<Row> rows() {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT id, slot, name, sound, added_day"
                                        + " FROM prompt WHERE centre = :centre ORDER BY id")
                                .map((rs, context) -> row(rs))
                                .list());
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                rs.getString("id"),
                Ground.keyOrNone(rs.getString("slot")),
                rs.getBytes("name"),
                rs.getBytes("sound"),
                LocalDate.ofEpochDay(rs.getInt("added_day")));
    }

    private boolean isNamed(Row row, PromptName name) {
        return name(row).filter(name::equals).isPresent();
    }

    private Optional<PromptName> name(Row row) {
        return ground.seals()
                .open(row.slot, place("name", row.id), row.name)
                .flatMap(name -> PromptName.parse(new String(name, UTF_8)));
    }

    private Seals.Place place(String column, String id) {
        return new Seals.Place("prompt", column, centre, id);
    }
}
