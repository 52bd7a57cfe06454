package org.stillcall.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sound of far sides for the bench: espeak-ng says greetings and answers, tones are made from published frequencies.
 * Each number is another call, the same at each run.
 */
final class MadeCalls {
    static final int RATE = 8000;
    /** Hz of the tones after which machines record: carriers', switches', answering machines'. */
    private static final double[] BEEPS = {
        440, 480, 500, 620, 750, 800, 850, 880, 941, 950, 1000, 1004, 1020, 1100, 1200, 1400, 1500, 1750, 2000
    };
    /** ITU-T Q.23. */
    private static final double[] ROWS = {697, 770, 852, 941};

    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String[] VARIANTS = {
        "m1", "m2", "m3", "m4", "m5", "m6", "m7", "f1", "f2", "f3", "f4", "f5", "croak", ""
    };

    private record Text(String kind, String half, String voice, String words) {}

    /** One made call; {@code toneAt} and {@code toneEnds} in samples, -1 without a tone. */
    record Made(String kind, short[] sound, int toneAt, int toneEnds) {}

    private final List<Text> texts = new ArrayList<>();
    private final Map<String, short[]> said = new HashMap<>();
    private final String half;

    /** @param half {@code tune} or {@code held}: other texts, other calls */
    MadeCalls(String half) throws IOException {
        this.half = half;
        try (InputStream in = MadeCalls.class.getResourceAsStream("/machines/texts.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] fields = line.split("\t");
                texts.add(new Text(fields[0], fields[1], fields[2], fields[3]));
            }
        }
    }

    /** A call being made. */
    private final class Maker {
        private final Random random;
        private short[] samples = new short[8 * RATE];
        private int length;
        private final String variant;
        private final int speed;
        private final int pitch;
        private final double loud;
        private String voice = "";
        private int roomUntil = Integer.MAX_VALUE;
        int toneAt = -1;
        int toneEnds = -1;

        Maker(long seed, boolean child) {
            random = new Random(seed);
            variant = child ? "f5" : VARIANTS[random.nextInt(VARIANTS.length)];
            speed = 120 + random.nextInt(100);
            pitch = child ? 95 : 15 + random.nextInt(65);
            loud = Math.pow(10, (-10 - 20 * random.nextDouble()) / 20) * 15_770; // -10 to -30 dBm0 while speaking
        }

        double between(double from, double to) {
            return from + (to - from) * random.nextDouble();
        }

        void append(short[] sound) {
            if (length + sound.length > samples.length) {
                samples = Arrays.copyOf(samples, 2 * (length + sound.length));
            }
            System.arraycopy(sound, 0, samples, length, sound.length);
            length += sound.length;
        }

        void pause(double seconds) {
            append(new short[(int) (seconds * RATE)]);
        }

        void say(String kind) throws IOException {
            List<Text> fit = texts.stream()
                    .filter(text -> text.kind.equals(kind) && text.half.equals(half))
                    .filter(text -> voice.isEmpty() || text.voice.equals(voice))
                    .toList();
            if (fit.isEmpty()) {
                fit = texts.stream()
                        .filter(text -> text.kind.equals(kind) && text.half.equals(half))
                        .toList();
            }
            Text text = fit.get(random.nextInt(fit.size()));
            voice = text.voice;
            append(scaled(speech(text, variant, speed, pitch), loud));
        }

        void beep(double hertz, double seconds, double overtone) {
            toneAt = length;
            double level = Math.pow(10, (-8 - 17 * random.nextDouble()) / 20) * 15_770 * Math.sqrt(2);
            append(tone(seconds, level, hertz, 1, 3 * hertz, overtone));
            toneEnds = length;
        }

        void tones(double seconds, double level, double one, double two) {
            append(tone(seconds, level, one, 1, two, 1));
        }

        void noise(double seconds, double level) {
            short[] burst = new short[(int) (seconds * RATE)];
            for (int i = 0; i < burst.length; i++) {
                burst[i] = (short) (level * random.nextGaussian() * Math.sin(Math.PI * i / burst.length));
            }
            append(burst);
        }

        /** The line's noise and the room's, and for some the coding of a mobile network. */
        Made done(String kind) throws IOException {
            short[] sound = Arrays.copyOf(samples, length);
            double background = loud * Math.pow(10, -between(10, 40) / 20);
            boolean babble = random.nextInt(4) == 0;
            short[] room = babble ? babble() : null;
            double low = 0;
            for (int i = 0; i < sound.length; i++) {
                low += 0.15 * (random.nextGaussian() - low);
                double hiss = random.nextGaussian() * 6 + 2.5 * low * background;
                if (i > roomUntil) {
                    hiss = random.nextGaussian() * 6;
                } else if (room != null) {
                    hiss = room[i % room.length] * background / 2000;
                }
                double all = sound[i] + hiss;
                sound[i] = (short) Math.clamp(Math.round(all), -32_000, 32_000);
            }
            boolean mobile = random.nextInt(3) == 0;
            return new Made(kind, mobile ? mobile(sound) : sound, toneAt, toneEnds);
        }

        /** Several people who talk somewhere behind, at 2000 root mean square. */
        private short[] babble() throws IOException {
            double[] sum = new double[12 * RATE];
            List<Text> long_ = texts.stream()
                    .filter(text -> text.kind.equals("greeting") && text.half.equals(half))
                    .toList();
            for (int person = 0; person < 5; person++) {
                Text text = long_.get(random.nextInt(long_.size()));
                short[] one = scaled(speech(text, VARIANTS[person * 2], 150, 30 + 10 * person), 900);
                int shift = random.nextInt(one.length);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += one[(i + shift) % one.length];
                }
            }
            short[] room = new short[sum.length];
            for (int i = 0; i < room.length; i++) {
                room[i] = (short) Math.clamp(Math.round(sum[i]), -32_000, 32_000);
            }
            return room;
        }
    }

    private static short[] tone(double seconds, double level, double one, double first, double two, double second) {
        short[] tone = new short[(int) (seconds * RATE)];
        for (int i = 0; i < tone.length; i++) {
            double fade = Math.min(1, Math.min(i, tone.length - 1 - i) / 40.0);
            double both =
                    first * Math.sin(2 * Math.PI * one * i / RATE) + second * Math.sin(2 * Math.PI * two * i / RATE);
            tone[i] = (short) Math.clamp(Math.round(level * fade * both), -32_000, 32_000);
        }
        return tone;
    }

    /** Machines: long and short greetings, with a tone; some with none, or with one that is not pure. */
    Made machine(int number) throws IOException {
        Maker call = new Maker(seed(1, number), false);
        int which = number % 10;
        call.pause(call.between(0.1, 1.5));
        String kind;
        if (which < 6) {
            kind = "long greeting, then a tone";
            call.say("greeting");
        } else if (which < 8) {
            kind = "short greeting, then a tone";
            call.say("short greeting");
        } else if (which == 8) {
            kind = "tone alone";
        } else {
            kind = "greeting without a tone";
            call.say("greeting");
            call.pause(6);
            return call.done(kind);
        }
        call.roomUntil = call.length; // the room was recorded with the greeting, not with the tone
        call.pause(call.between(0.2, 2.5));
        boolean rich = call.random.nextInt(6) == 0;
        call.beep(BEEPS[call.random.nextInt(BEEPS.length)], call.between(0.2, 1), rich ? 0.2 : 0);
        call.pause(5);
        return call.done(kind + (rich ? " with an overtone" : ""));
    }

    /** Persons: hello and a pause, and then what they say in answer to the advocate. */
    Made person(int number) throws IOException {
        int which = number % 10;
        Maker call = new Maker(seed(2, number), which == 3);
        String kind = switch (which) {
            case 0 -> "slow to speak";
            case 1 -> "handling noise first";
            case 2 -> "keys pressed meanwhile";
            case 3 -> "child";
            case 4 -> "answers with one long sentence";
            default -> "says hello and waits";
        };
        call.pause(which == 0 ? call.between(3, 6) : call.between(0.1, 1.5));
        if (which == 1) {
            call.noise(call.between(0.05, 0.4), 4_000);
            call.pause(call.between(0.1, 0.6));
            call.noise(call.between(0.05, 0.2), 3_000);
        }
        call.say(which == 4 ? "long answer" : "answer");
        call.pause(call.between(1.2, 3));
        if (which > 6) {
            call.say("answer");
            call.pause(call.between(1.5, 3));
        }
        for (int turn = 0; turn < 4; turn++) {
            if (which == 2) {
                double level = call.between(1_000, 5_000);
                call.tones(
                        call.between(0.1, 0.5), level, ROWS[call.random.nextInt(4)], COLUMNS[call.random.nextInt(4)]);
                call.pause(0.5);
            }
            call.say("reply");
            call.pause(call.between(0.8, 5));
        }
        return call.done(kind);
    }

    /** Neither: what a line may carry after an answer, before anybody is there. */
    Made other(int number) throws IOException {
        Maker call = new Maker(seed(3, number), false);
        int which = number % 5;
        call.pause(call.between(0.1, 1));
        switch (which) {
            case 0 -> call.pause(25);
            case 1 -> {
                double hertz = new double[] {400, 425, 440, 450}[call.random.nextInt(4)]; // ITU-T E.180, supplement 2
                for (int i = 0; i < 4; i++) {
                    call.append(tone(1, call.between(1_000, 3_000), hertz, 1, 0, 0));
                    call.pause(4);
                }
            }
            case 2 -> {
                for (int i = 0; i < 4; i++) {
                    call.tones(2, 1_500, 440, 480);
                    call.pause(4);
                }
            }
            case 3 -> {
                for (int i = 0; i < 40; i++) {
                    double note = 262 * Math.pow(2, call.random.nextInt(25) / 12.0);
                    call.append(tone(call.between(0.15, 0.6), 3_000, note, 1, 2 * note, 0.5));
                }
            }
            default -> call.noise(20, call.between(300, 3_000));
        }
        return call.done(new String[] {
                    "silence", "rings on, one frequency", "rings on, two frequencies", "melody", "noise that swells"
                }
                [which]);
    }

    private long seed(int kind, int number) {
        return 1_000_003L * kind + number + (half.equals("held") ? 7_000_000_000L : 0);
    }

    private static short[] scaled(short[] sound, double wanted) {
        double sum = 1;
        int loud = 1;
        for (short sample : sound) {
            if (Math.abs(sample) > 300) {
                sum += (double) sample * sample;
                loud++;
            }
        }
        double factor = wanted / Math.sqrt(sum / loud);
        short[] scaled = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            scaled[i] = (short) Math.clamp(Math.round(sound[i] * factor), -32_000, 32_000);
        }
        return scaled;
    }

    private short[] speech(Text text, String variant, int speed, int pitch) throws IOException {
        String voice = variant.isEmpty() ? text.voice : text.voice + "+" + variant;
        String key = voice + " " + speed + " " + pitch + " " + text.words;
        short[] known = said.get(key);
        if (known == null) {
            String command = "espeak-ng -v \"$0\" -s \"$1\" -p \"$2\" --stdout \"$3\" |"
                    + " sox -t wav - -t raw -r 8000 -c 1 -b 16 -e signed - highpass 200 lowpass 3500";
            known = run(
                    new byte[0], "sh", "-c", command, voice, String.valueOf(speed), String.valueOf(pitch), text.words);
            said.put(key, known);
        }
        return known;
    }

    /** Through GSM full rate (GSM 06.10) and back. */
    static short[] mobile(short[] sound) throws IOException {
        byte[] raw = new byte[2 * sound.length];
        for (int i = 0; i < sound.length; i++) {
            raw[2 * i] = (byte) sound[i];
            raw[2 * i + 1] = (byte) (sound[i] >> 8);
        }
        String command = "sox -t raw -r 8000 -c 1 -b 16 -e signed - -t gsm - |"
                + " sox -t gsm -r 8000 -c 1 - -t raw -r 8000 -c 1 -b 16 -e signed -";
        return run(raw, "sh", "-c", command);
    }

    /** The samples that a command writes. */
    static short[] run(byte[] input, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread feeder = Thread.ofVirtual().start(() -> {
            try (OutputStream out = process.getOutputStream()) {
                out.write(input);
            } catch (IOException e) {
                process.destroy();
            }
        });
        byte[] bytes = process.getInputStream().readAllBytes();
        try {
            feeder.join();
        } catch (InterruptedException e) {
            throw new IOException("It was interrupted.", e);
        }
        if (bytes.length < RATE / 10) {
            throw new IOException("espeak-ng and sox are needed, and one of them said nothing.");
        }
        short[] samples = new short[bytes.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (bytes[2 * i] & 0xff | bytes[2 * i + 1] << 8);
        }
        return samples;
    }
}
