package org.stillcall.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.store.PersonId;

/**
 * Whoever is on duty, and beside them phones that stand in the office and are nobody's: the configuration says for
 * which programme each of them rings, at any hour. To whom they lead nobody knows, so that a caller who asked for a
 * woman, or for a man, is never put to one. Immutable but for the roster.
 */
final class StandingPhones implements Roster {
    private static final char[] ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray();
    private static final int ID_LENGTH = 21;

    private final Roster people;
    private final Map<Label, Map<Tier, List<Worker>>> standing = new LinkedHashMap<>();

    StandingPhones(Roster people, List<Settings.Published> helplines, Randomness randomness) {
        this.people = people;
        Map<Label, PersonId> names = new LinkedHashMap<>();
        for (Settings.Published each : helplines) {
            List<Worker> own = each.phones().stream()
                    .map(phone -> new Worker(
                            names.computeIfAbsent(phone, _ -> id(randomness)),
                            Set.copyOf(each.helpline().languages()),
                            Voice.NOT_SAID,
                            List.of(phone)))
                    .toList();
            standing.put(each.helpline().programme(), Map.of(each.tier(), own));
        }
    }

    /** Nobody's, and no other's. */
    private static PersonId id(Randomness randomness) {
        StringBuilder text = new StringBuilder(ID_LENGTH + 1);
        for (int i = 0; i < ID_LENGTH; i++) {
            text.append(ID[(int) (randomness.nextLong() >>> 58)]);
        }
        return new PersonId(text.append('A').toString());
    }

    @Override
    public List<Worker> onDuty(Label programme, Tier tier) {
        List<Worker> own = standing.getOrDefault(programme, Map.of()).getOrDefault(tier, List.of());
        List<Worker> all = new ArrayList<>(people.onDuty(programme, tier));
        all.addAll(own);
        return all;
    }

    @Override
    public Optional<Worker> find(PersonId person) {
        return people.find(person)
                .or(() -> standing.values().stream()
                        .flatMap(tiers -> tiers.values().stream())
                        .flatMap(List::stream)
                        .filter(worker -> worker.person().equals(person))
                        .findFirst());
    }

    @Override
    public Optional<PersonId> whose(Label direct) {
        return people.whose(direct);
    }

    @Override
    public void listen(Runnable changed) {
        people.listen(changed);
    }

    @Override
    public String toString() {
        return "StandingPhones";
    }
}
