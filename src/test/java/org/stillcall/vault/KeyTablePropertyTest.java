package org.stillcall.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** G18, B4: the key table against a plain map, through any order of changes, restarts and power failures. */
class KeyTablePropertyTest {
    private static final byte[] CONTEXT = "any".getBytes(UTF_8);

    /** Something that happens; {@code which} picks a key or a place to break off, {@code crash} the power failing. */
    record Event(Kind kind, int which, boolean crash, FakeDisk.Loss loss) {}

    enum Kind {
        CREATE,
        DESTROY,
        DESTROY_TWO,
        END,
        REOPEN,
        CLOCK_BACK,
        CLOCK_ON,
        TICK
    }

    @Provide
    Arbitrary<Event> events() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.of(FakeDisk.Loss.class))
                .as(Event::new);
    }

    @Property(tries = 120)
    void keyTable_behavesLikeAMap(@ForAll long seed, @ForAll @Size(max = 30) List<@From("events") Event> events) {
        new Run(seed).play(events);
    }

    private static final class Run {
        private FakeDisk disk;
        private KeyTable table;
        private Map<KeyId, Instant> model = new HashMap<>();
        private final List<KeyId> ever = new ArrayList<>();
        private final Map<KeyId, byte[]> sealed = new HashMap<>();
        private Instant latest = Instant.EPOCH;

        Run(long seed) {
            disk = new FakeDisk(FakeDisk.SLOTS, seed);
            table = disk.open();
        }

        void play(List<Event> events) {
            for (Event event : events) {
                int from = disk.operations();
                Map<KeyId, Instant> before = new HashMap<>(model);
                change(event);
                if (event.crash()) {
                    crash(from, event, before);
                }
                compare();
            }
            table.close();
        }

        private void change(Event event) {
            switch (event.kind()) {
                case CREATE -> create(event.which());
                case DESTROY -> destroy(pick(event.which()));
                case DESTROY_TWO -> {
                    List<KeyId> both = new ArrayList<>(pick(event.which()));
                    both.addAll(pick(event.which() + 1));
                    destroy(both);
                }
                case END -> {
                    for (KeyId id : pick(event.which())) {
                        if (model.containsKey(id)) {
                            Instant end = Instant.ofEpochSecond(1_800_000_000L + event.which());
                            table.endAt(id, end);
                            model.put(id, end);
                        }
                    }
                }
                case REOPEN -> {
                    table.close();
                    table = disk.open();
                    latest = Instant.EPOCH;
                }
                case CLOCK_BACK -> disk.wallMillis.addAndGet(-event.which() * 3_600_000L);
                case CLOCK_ON -> disk.wallMillis.addAndGet(event.which() * 1_000L);
                case TICK -> table.tick();
            }
        }

        private void create(int which) {
            Instant end = Instant.ofEpochSecond(1_795_000_000L + which * 1_000L);
            Optional<KeyId> made = table.create(end);
            assertEquals(model.size() < FakeDisk.SLOTS, made.isPresent());
            made.ifPresent(id -> {
                assertFalse(ever.contains(id));
                ever.add(id);
                model.put(id, end);
                sealed.put(id, table.seal(id, id.bytes(), CONTEXT));
            });
        }

        private void destroy(List<KeyId> ids) {
            table.destroy(ids);
            model.keySet().removeAll(new HashSet<>(ids));
        }

        private List<KeyId> pick(int which) {
            return ever.isEmpty() ? List.of() : List.of(ever.get(which % ever.size()));
        }

        /** The power fails somewhere in what was just done: what is found then is the state before it or after. */
        private void crash(int from, Event event, Map<KeyId, Instant> before) {
            int operations = from + event.which() % (disk.operations() - from + 1);
            FakeDisk left = disk.after(operations, event.loss());
            boolean all = operations == disk.operations();
            table.close();
            disk = left;
            table = disk.open();
            latest = Instant.EPOCH; // the time since the last writing is lost with the process
            Map<KeyId, Instant> found = found();
            assertTrue(found.equals(model) || !all && found.equals(before));
            model = found;
        }

        private Map<KeyId, Instant> found() {
            Map<KeyId, Instant> found = new HashMap<>();
            ever.forEach(id -> table.end(id).ifPresent(end -> found.put(id, end)));
            return found;
        }

        private void compare() {
            assertEquals(model, found());
            assertEquals(FakeDisk.SLOTS - model.size(), table.free());
            for (KeyId id : ever) {
                byte[] text = table.open(id, sealed.getOrDefault(id, new byte[0]), CONTEXT)
                        .orElse(new byte[0]);
                assertEquals(model.containsKey(id) ? id : null, text.length == 0 ? null : KeyId.of(text));
                assertEquals(model.containsKey(id), table.holds(id));
            }
            Instant now = table.now();
            assertFalse(now.isBefore(latest));
            latest = now;
            Set<KeyId> overdue = new HashSet<>(table.overdue());
            model.forEach((id, end) -> assertEquals(!end.isAfter(now), overdue.contains(id)));
        }
    }
}
