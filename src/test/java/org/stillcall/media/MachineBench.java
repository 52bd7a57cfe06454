package org.stillcall.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.stillcall.media.MadeCalls.Made;

/**
 * How well a machine is told from a person: {@code MachineBench tune|held COUNT [SOUNDS]}. {@code COUNT} made
 * machines and as many persons, half as many of what is neither; {@code SOUNDS} is a folder of recordings (Asterisk's,
 * by language), of which greetings are put together.
 */
final class MachineBench {
    private static final int RATE = MadeCalls.RATE;
    /** {@code Answering.OPENING_MILLIS} in samples. */
    private static final int OPENING = 8 * RATE;

    private final Map<String, Tally> tallies = new TreeMap<>();

    /** What was guessed of the calls of one kind. */
    private static final class Tally {
        int calls;
        int machine;
        int tone;
        int leaves;
        int mutedInTime;
        int leftInTime;
        int missed;
        final List<Integer> delays = new ArrayList<>();
        final List<Integer> early = new ArrayList<>();
    }

    private void hear(Made call, Random random) {
        Tally tally = tallies.computeIfAbsent(call.kind(), kind -> new Tally());
        tally.calls++;
        Law law = random.nextBoolean() ? Law.ULAW : Law.ALAW;
        double loss = random.nextInt(4) == 0 ? 0.02 : 0;
        byte[] packet = new byte[160];
        AnswerEar ear = new AnswerEar();
        int machineAt = -1;
        int toneAt = -1;
        boolean person = false;
        boolean leaves = false;
        for (int at = 0; at + 160 <= call.sound().length; at += 160) {
            for (int i = 0; i < 160; i++) {
                int linear = call.sound()[at + i];
                packet[i] = law == Law.ULAW ? G711.toULaw(linear) : G711.toALaw(linear);
            }
            if (random.nextDouble() < loss) {
                continue;
            }
            Answerer news = ear.hear(packet, 0, 160, law, at);
            person |= news == Answerer.PERSON;
            machineAt = news == Answerer.MACHINE ? at + 160 : machineAt;
            if (news == Answerer.TONE) {
                toneAt = at + 160;
                leaves = !person || toneAt <= OPENING; // as the call decides
            }
        }
        score(call, tally, new int[] {machineAt, toneAt}, leaves);
    }

    private static void score(Made call, Tally tally, int[] heard, boolean leaves) {
        int machineAt = heard[0];
        int toneAt = heard[1];
        tally.machine += machineAt >= 0 ? 1 : 0;
        tally.tone += toneAt >= 0 ? 1 : 0;
        tally.leaves += leaves ? 1 : 0;
        tally.missed += machineAt < 0 && toneAt < 0 ? 1 : 0;
        if (call.toneAt() >= 0) {
            boolean inTone = toneAt >= call.toneAt() && toneAt <= call.toneEnds() + 400; // 50 ms: the frame it ends in
            boolean before = machineAt >= 0 && machineAt <= call.toneEnds();
            tally.leftInTime += inTone && leaves ? 1 : 0;
            tally.mutedInTime += before || inTone ? 1 : 0;
            if (inTone) {
                tally.delays.add((toneAt - call.toneAt()) / 8);
            } else if (toneAt >= 0 && toneAt < call.toneAt()) {
                tally.early.add((call.toneAt() - toneAt) / 8);
            }
        }
    }

    private static String share(int some, int all) {
        return String.format(Locale.ROOT, "%d of %d (%.1f %%)", some, all, 100.0 * some / Math.max(1, all));
    }

    private void print() {
        tallies.forEach((kind, tally) -> {
            StringBuilder line = new StringBuilder(kind).append(": ");
            if (kind.contains("tone") && !kind.contains("without")) {
                tally.delays.sort(null);
                line.append("muted by the tone's end ").append(share(tally.mutedInTime, tally.calls));
                line.append("; left during the tone ").append(share(tally.leftInTime, tally.calls));
                line.append("; nothing noticed ").append(share(tally.missed, tally.calls));
                line.append("; taken for a tone too early ").append(tally.early.size());
                if (!tally.delays.isEmpty()) {
                    line.append("; tone known after ").append(tally.delays.get(tally.delays.size() / 2));
                    line.append(" ms, at most ").append(tally.delays.getLast());
                }
            } else {
                line.append("taken for a machine ").append(share(tally.machine, tally.calls));
                line.append("; a tone heard ").append(share(tally.tone, tally.calls));
                line.append("; left ").append(share(tally.leaves, tally.calls));
            }
            System.out.println(line);
        });
    }

    // recordings

    private static short[] wav(Path file) throws IOException {
        try {
            return WavFile.samples(Files.readAllBytes(file));
        } catch (MediaException e) { // one that our prompts could not be
            if (Files.size(file) < RATE) {
                return new short[0]; // a pause or a click
            }
            String command = "sox \"$0\" -t raw -r 8000 -c 1 -b 16 -e signed -";
            return MadeCalls.run(new byte[0], "sh", "-c", command, file.toString());
        }
    }

    private static short[] join(short[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        short[] all = new short[length];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static short[] quiet(double seconds) {
        return new short[(int) (seconds * RATE)];
    }

    private static List<Path> files(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (var found = Files.newDirectoryStream(folder, glob)) {
                found.forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    private static Made withTone(String kind, short[] greeting, short[] beep) {
        short[] before = join(quiet(0.4), greeting, quiet(0.5));
        return new Made(kind, join(before, beep, quiet(3)), before.length, before.length + beep.length);
    }

    /** Greetings of real voices, as a switch puts them together, and whatever else it says for long. */
    private void recordings(Path folder, Random random) throws IOException {
        Path moh = folder.resolve("../moh");
        for (Path file : files(moh, "*.wav")) {
            short[] music = MadeCalls.run(
                    new byte[0],
                    "sox",
                    file.toString(),
                    "-t",
                    "raw",
                    "-r",
                    "8000",
                    "-c",
                    "1",
                    "-b",
                    "16",
                    "-e",
                    "signed",
                    "-",
                    "trim",
                    "0",
                    "60");
            for (int from = 0; from + 15 * RATE <= music.length; from += 15 * RATE) {
                hear(new Made("recorded music", Arrays.copyOfRange(music, from, from + 15 * RATE), -1, -1), random);
            }
        }
        for (Path language : files(folder, "*")) {
            if (!Files.exists(language.resolve("vm-intro.wav"))) {
                continue;
            }
            short[] beep = wav(language.resolve("beep.wav"));
            voicemail(language, beep, random);
            List<short[]> words = new ArrayList<>();
            for (Path file : files(language, "[!b]*.wav")) { // the tone itself is no word
                short[] sound = wav(file);
                double seconds = (double) sound.length / RATE;
                if (seconds > 4 && seconds < 60) {
                    hear(withTone("recorded announcement, then its tone", sound, beep), random);
                } else if (seconds > 0.4 && seconds < 1.4) {
                    words.add(sound);
                }
            }
            String name = language.getFileName().toString().toLowerCase(Locale.ROOT);
            for (int i = 0; i + 3 < words.size() && !name.contains("silence"); i += 4) {
                short[] turns = join(quiet(0.8), words.get(i), quiet(2), words.get(i + 1), quiet(1.2));
                short[] more = join(words.get(i + 2), quiet(3), words.get(i + 3), quiet(2));
                hear(new Made("recorded words with pauses, as a person's", join(turns, more), -1, -1), random);
            }
        }
    }

    private void voicemail(Path language, short[] beep, Random random) throws IOException {
        for (String why : List.of("vm-isunavail.wav", "vm-isonphone.wav")) {
            for (int number = 0; number < 5; number++) {
                short[] greeting = wav(language.resolve("vm-theperson.wav"));
                for (int digit = 0; digit < 4; digit++) {
                    greeting = join(greeting, wav(language.resolve("digits/" + random.nextInt(10) + ".wav")));
                }
                greeting = join(greeting, wav(language.resolve(why)), wav(language.resolve("vm-intro.wav")));
                short[] sound = number % 2 == 0 ? greeting : MadeCalls.mobile(greeting);
                short[] tone = number % 2 == 0 ? beep : MadeCalls.mobile(beep);
                hear(withTone("recorded voicemail greeting, then its tone", sound, tone), random);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        MachineBench bench = new MachineBench();
        int count = Integer.parseInt(arguments[1]);
        MadeCalls made = new MadeCalls(arguments[0]);
        Random random = new Random(arguments[0].hashCode());
        for (int i = 0; i < count; i++) {
            bench.hear(made.machine(i), random);
            bench.hear(made.person(i), random);
            if (i % 2 == 0) {
                bench.hear(made.other(i / 2), random);
            }
        }
        if (arguments.length > 2) {
            bench.recordings(Path.of(arguments[2]), random);
        }
        bench.print();
    }
}
