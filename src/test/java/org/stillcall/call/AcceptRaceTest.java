package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;

/**
 * A thousand races (P4): two to twenty people press the key that accepts at one instant, for one to four callers, some
 * of whom hang up at that instant, as may those who accept. Whoever's sound reaches whom is what counts.
 */
class AcceptRaceTest {
    private static final int RACES = 1_000;

    @Test
    void races_haveOneWinnerForEachCaller_andLeaveNothing() {
        long base = System.nanoTime();
        System.out.println("seed " + base);
        int taken = 0;
        int late = 0;
        for (int race = 0; race < RACES; race++) {
            Race one = new Race(base + race);
            one.run();
            taken += one.taken;
            late += one.late;
        }
        System.out.println(taken + " callers taken, " + late + " keys too late");
        assertTrue(taken > RACES / 2 && late > RACES, "they were races");
    }

    private static final class Race {
        private final long seed;
        private final Random random;
        private final Line line;
        private final List<Line.Guest> guests = new ArrayList<>();
        private final Set<FakeMediaLeg> near = new LinkedHashSet<>();
        private int taken;
        private int late;

        Race(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(19); i++) {
                workers.add(Line.worker(i, Voice.NOT_SAID, new Label("desk-" + (i + 1))));
            }
            this.line = new Line(Line.helpline(false, false, 0), workers);
        }

        void run() {
            int callers = 1 + random.nextInt(4);
            for (int i = 0; i < callers; i++) {
                Line.Guest guest = line.callsFrom("+1202555014" + i);
                guests.add(guest);
                guest.keys("1");
            }
            for (int round = 0; round < 6 && !line.ringing().isEmpty(); round++) {
                instant();
                line.rig.loop.run();
                judge();
                if (random.nextBoolean()) {
                    line.rig.loop.advance(random.nextInt(3_000));
                    judge();
                }
            }
            end();
        }

        /** All that happens before the loop does anything else. */
        private void instant() {
            List<FakeLeg> rung = new ArrayList<>(line.ringing());
            rung.forEach(FakeLeg::answers);
            if (random.nextInt(4) > 0) {
                line.rig.loop.run(); // they are asked for the key
            }
            List<Runnable> moves = new ArrayList<>();
            for (FakeLeg leg : rung) {
                FakeMediaLeg media = sound(leg);
                near.add(media);
                if (random.nextInt(5) > 0) {
                    moves.add(() -> media.listener.digit(media, '1'));
                }
                if (random.nextInt(12) == 0) {
                    moves.add(leg::hangsUp);
                }
            }
            for (Line.Guest guest : guests) {
                if (random.nextInt(8) == 0) {
                    moves.add(guest.leg::hangsUp);
                }
            }
            if (random.nextInt(30) == 0) {
                moves.add(line.people::allOff);
            }
            Collections.shuffle(moves, random);
            moves.forEach(Runnable::run);
        }

        private FakeMediaLeg sound(FakeLeg leg) {
            return line.rig.media.legs.stream()
                    .filter(media -> media.listener == leg.listener)
                    .findFirst()
                    .orElseThrow();
        }

        private void judge() {
            Set<Object> had = new LinkedHashSet<>();
            for (Line.Guest guest : guests) {
                List<FakeMediaLeg> reached = near.stream()
                        .filter(media -> media.reached.contains(guest.media)
                                || Objects.requireNonNull(guest.media).reached.contains(media))
                        .toList();
                List<FakeMediaLeg> now =
                        reached.stream().filter(media -> !media.closed).toList();
                assertTrue(now.size() <= 1, () -> "two have a caller; seed " + seed);
                now.forEach(media -> assertTrue(had.add(media), () -> "one has two callers; seed " + seed));
            }
            List<Call> calls = line.rig.calls.live().all();
            assertEquals(
                    calls.size(),
                    calls.stream().map(call -> call.phone().key()).distinct().count(),
                    () -> "a phone with two calls; seed " + seed);
        }

        private void end() {
            for (Line.Guest guest : guests) {
                long ever = near.stream()
                        .filter(media -> media.reached.contains(guest.media))
                        .count();
                taken += ever > 0 ? 1 : 0;
                guest.leg.hangsUp();
            }
            late += (int) near.stream().filter(media -> media.reached.isEmpty()).count();
            line.rig.loop.advance(60_000);
            assertEquals(0, line.rig.calls.live().size(), () -> "a call is left; seed " + seed);
            assertEquals(0, line.rig.media.openLegs(), () -> "sound is left; seed " + seed);
            assertEquals(0, line.rig.digits.onLoan(), () -> "a number is left; seed " + seed);
            assertTrue(line.ringing().isEmpty(), () -> "a phone rings on; seed " + seed);
            assertTrue(
                    line.rig.legs.legs.stream().noneMatch(leg -> leg.state == FakeLeg.State.CONFIRMED),
                    () -> "a phone is held; seed " + seed);
        }
    }
}
