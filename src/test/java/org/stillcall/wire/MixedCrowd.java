package org.stillcall.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stillcall.server.AnsweringPages;

/**
 * Callers of SIPp and of the crowd, and advocates at desk phones of the crowd, at a baresip and at three pages in
 * Chromium. Who talks with whom is known by the sound wherever a desk phone is one of the two; whoever calls by SIPp is
 * known by their SIPp.
 */
final class MixedCrowd implements AutoCloseable {
    private static final int PAGES = 3;
    private static final int A_SIPP = 10; // callers of each
    private static final int MOST_SIPPS = 20;
    private static final int SIPP_MARK = 0x80_0000;
    private static final int LOOK_MILLIS = 100;
    private static final int TALK_MILLIS = 500;
    private static final int MESSAGE_MILLIS = 15_000; // of which six are what they are told first
    private static final Duration PATIENCE = Duration.ofSeconds(200);
    private static final Pattern SETUP = Pattern.compile("/#setup=(\\S+)");

    final CrowdStage stage;
    private final Path folder;
    private final Random random;
    private final List<Place> sippPlaces = new ArrayList<>(); // an address for each: their ports are many
    private final BaresipAdvocate baresip;
    private final AnsweringPages pages;
    private final List<Sipp> sipps = new ArrayList<>();
    private volatile boolean desksAnswer;
    private int leaving;

    /**
     * How many call.
     *
     * @param bySipp a multiple of ten
     * @param known by the sound of each
     * @param leaving of these a message, by nought
     */
    record Size(int bySipp, int known, int leaving) {}

    /** What was seen of them. */
    record Seen(
            int byDesks,
            int byBaresip,
            List<Integer> byPages,
            List<Integer> heardByPages,
            int messages,
            List<String> faults) {
        int taken() {
            return byDesks
                    + byBaresip
                    + byPages.stream().mapToInt(Integer::intValue).sum();
        }
    }

    MixedCrowd(Path folder, int desks, Random random) {
        this.folder = folder;
        for (int i = 0; i < MOST_SIPPS; i++) {
            sippPlaces.add(Place.free("127.0.1." + (i + 1)));
        }
        this.random = random;
        Crowd[] crowd = new Crowd[1];
        stage = new CrowdStage(
                        folder,
                        desks,
                        "challenge_above = 0\nring_for = \"5m\"",
                        ring -> {
                            if (desksAnswer) {
                                crowd[0].after(50 + random.nextInt(300), () -> ring.answers(() -> accepts(ring)));
                            }
                        },
                        site -> {
                            site.oldDigestOnly().registered("baresip", "right-password");
                            for (Place place : sippPlaces) {
                                site.trunk("sipp" + sippPlaces.indexOf(place), place, "priority = 2");
                            }
                            return List.of("baresip");
                        })
                .start();
        crowd[0] = stage.crowd;
        Baresip phone = Baresip.start(
                folder,
                Place.free("127.0.0.11"),
                "<sip:baresip@" + stage.site.sip() + ">;auth_pass=right-password;regint=60;answermode=manual;"
                        + "audio_codecs=PCMU/8000",
                700);
        phone.awaitRegistered();
        pages = pages(stage, PAGES);
        baresip = new BaresipAdvocate(phone);
        pages.atWork();
    }

    /** Pages of so many people of a new centre. */
    static AnsweringPages pages(CrowdStage stage, int people) {
        Matcher code = SETUP.matcher(stage.server().log().await("/#setup="));
        if (!code.find()) {
            throw new AssertionError("no code to set a centre up with");
        }
        return new AnsweringPages("http://localhost:" + stage.api().port(), code.group(1), people);
    }

    /** Presses the key, and hangs up half a second after they hear somebody: crowd's thread. */
    private void accepts(CrowdPhone.Ring ring) {
        ring.accepts();
        hangsUpOnceHeard(ring);
    }

    private void hangsUpOnceHeard(CrowdPhone.Ring ring) {
        boolean hears = !ring.voice().heard().isEmpty();
        if (ring.isOn()) {
            stage.crowd.after(hears ? TALK_MILLIS : LOOK_MILLIS, hears ? ring::hangsUp : () -> hangsUpOnceHeard(ring));
        }
    }

    /** All at once; desk phones are slow to answer until each of the others has had somebody. */
    void everybodyCalls(Size size) throws IOException {
        leaving = size.leaving();
        for (int i = 0; i < size.bySipp() / A_SIPP; i++) {
            Path sound = folder.resolve("caller" + i + ".ulaw");
            byte[] packet = CrowdVoice.packet(SIPP_MARK + i);
            byte[] second = new byte[packet.length * 50];
            for (int at = 0; at < second.length; at += packet.length) {
                System.arraycopy(packet, 0, second, at, packet.length);
            }
            Files.write(sound, second);
            sipps.add(Sipp.plan(folder, "calls-in", sippPlaces.get(i))
                    .with("number", CrowdStage.PUBLISHED)
                    .with("sound", sound)
                    .calls(A_SIPP, 100)
                    .calling(stage.site.sip())
                    .options("-timeout", PATIENCE.toSeconds() + "s")
                    .start());
        }
        stage.crowd.tell(() -> {
            for (int i = 0; i < size.known(); i++) {
                CrowdCaller caller = stage.calls(i % 3 == 0 ? CrowdStage.NOBODY : CrowdStage.from(i));
                if (i < leaving) {
                    caller.then(() -> stage.crowd.after(60, () -> leavesAMessage(caller)));
                }
            }
        });
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isOver(size) && System.nanoTime() < end) {
            pages.pass(LOOK_MILLIS);
            desksAnswer |= baresip.taken() > 0 && pages.taken().stream().allMatch(taken -> taken > 0);
        }
        sipps.forEach(Sipp::finish);
    }

    private void leavesAMessage(CrowdCaller caller) {
        caller.voice.presses('0');
        stage.crowd.after(MESSAGE_MILLIS, caller::hangsUp);
    }

    private boolean isOver(Size size) {
        return stage.callers().size() == size.known()
                && stage.api().figure("stillcall_callers ", "") == 0
                && stage.count(one -> one.line() == CrowdCaller.Line.CALLING || one.line() == CrowdCaller.Line.THERE)
                        == 0;
    }

    Seen seen() {
        long end = System.nanoTime() + Waiting.LIMIT.toNanos();
        while (pages.messages() < leaving && System.nanoTime() < end) {
            pages.pass(LOOK_MILLIS);
        }
        pages.pass(1_500); // the last calls of the pages end
        CrowdStage.Heard heard = stage.heard();
        List<String> faults = new ArrayList<>();
        Map<Integer, List<Integer>> known = new TreeMap<>();
        heard.byPhones().forEach((ring, marks) -> {
            if (marks.size() > 1) {
                faults.add("ring " + ring + " heard " + marks);
            }
            known.put(ring, marks.stream().filter(mark -> mark < SIPP_MARK).toList());
        });
        faults.addAll(new CrowdStage.Heard(heard.byCallers(), known).faults());
        faults.addAll(pages.complaints());
        List<CrowdCaller> callers = stage.callers();
        stage.crowd
                .ask(() -> callers.stream()
                        .filter(caller -> caller.line() == CrowdCaller.Line.REFUSED)
                        .toList())
                .forEach(caller -> faults.add("caller " + caller.self + " was refused with " + caller.status()));
        int byDesks = 0;
        for (CrowdPhone phone : stage.phones) {
            Map<Integer, Boolean> left = stage.crowd.ask(() -> phone.rings().stream()
                    .collect(
                            Collectors.toMap(CrowdPhone.Ring::mark, ring -> ring.left))); // at once: they are thousands
            for (Map.Entry<Integer, Boolean> ring : left.entrySet()) {
                boolean hears =
                        !heard.byPhones().getOrDefault(ring.getKey(), List.of()).isEmpty();
                byDesks += hears ? 1 : 0;
                if (hears != ring.getValue()) {
                    faults.add("ring " + ring.getKey() + (hears ? " was cut off" : " had nobody until it hung up"));
                }
            }
        }
        return new Seen(byDesks, baresip.taken(), pages.taken(), pages.heard(), pages.messages(), faults);
    }

    @Override
    public void close() {
        try {
            sipps.forEach(Sipp::close);
            pages.close();
            baresip.close();
        } finally {
            stage.close();
        }
    }
}
