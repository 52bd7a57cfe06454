package org.stillcall.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A baresip that speaks a tone, records what it hears, and is operated through its control socket. */
final class Baresip implements AutoCloseable {
    private final Child child;
    private final Path folder;
    private final Socket control;
    private final List<String> events = new ArrayList<>();

    private Baresip(Child child, Path folder, Socket control) {
        this.child = child;
        this.folder = folder;
        this.control = control;
    }

    /**
     * Starts one.
     *
     * @param account a line of its accounts file
     * @param hertz the tone that it speaks
     */
    static Baresip start(Path parent, Place at, String account, int hertz, String... settings) {
        try {
            Path folder = Files.createTempDirectory(parent, "baresip");
            Path tone = folder.resolve("tone.wav");
            Sound.tone(tone, hertz, "30");
            Place control = Place.free(at.address());
            Files.writeString(folder.resolve("accounts"), account + "\n");
            Files.writeString(folder.resolve("contacts"), "");
            Files.writeString(folder.resolve("config"), """
                sip_listen %s
                net_interface %s
                ctrl_tcp_listen %s
                snd_path %s
                audio_source aufile,%s
                audio_player aubridge,ear
                audio_alert aubridge,bell
                ausrc_srate 8000
                auplay_srate 8000
                ausrc_channels 1
                auplay_channels 1
                module_path /usr/lib/baresip/modules
                module sndfile.so
                module g711.so
                module aufile.so
                module aubridge.so
                module_app account.so
                module_app menu.so
                module_app ctrl_tcp.so
                %s
                """.formatted(
                            at, at.address(), control, folder, tone, String.join("\n", settings)));
            Child child = Child.start(folder, List.of("baresip", "-f", folder.toString()));
            child.out().await("baresip is ready");
            Waiting.until("baresip takes orders", () -> control.taken() || !child.alive());
            Socket socket = new Socket(InetAddress.getByName(control.address()), control.port());
            Baresip phone = new Baresip(child, folder, socket);
            Thread.ofVirtual().start(phone::listen);
            return phone;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Netstrings with JSON: {@code 12:{"event":...},}. */
    private void listen() {
        try (InputStream in = control.getInputStream()) {
            StringBuilder length = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c >= '0' && c <= '9') {
                    length.append((char) c);
                } else if (c == ':') {
                    String event =
                            new String(in.readNBytes(Integer.parseInt(length.toString())), StandardCharsets.UTF_8);
                    length.setLength(0);
                    synchronized (events) {
                        events.add(event);
                    }
                }
            }
        } catch (IOException e) {
            synchronized (events) {
                events.add("closed");
            }
        }
    }

    int count(String type) {
        synchronized (events) {
            return (int) events.stream()
                    .filter(event -> event.contains("\"type\":\"" + type + "\""))
                    .count();
        }
    }

    /** Waits for an event, such as {@code CALL_ESTABLISHED}, to have happened so many times. */
    void await(String type, int times) {
        Waiting.until("baresip has " + type + "\n" + child.out() + "\n" + child.err(), () -> count(type) >= times);
    }

    /** Waits for a line on its screen. */
    void awaitScreen(String part) {
        Waiting.until(
                "baresip shows " + part,
                () -> screen().stream().anyMatch(line -> line.contains(part)) || !child.alive());
    }

    List<String> screen() {
        List<String> all = new ArrayList<>(child.out().all());
        all.addAll(child.err().all());
        return all;
    }

    void awaitRegistered() {
        awaitScreen("200 OK");
    }

    /** Waits for the ring of the {@code call}-th call since its start. */
    void awaitRing(int call) {
        Waiting.until("baresip rings\n" + child.out(), () -> screenCount("Incoming call from") >= call);
    }

    /** How many lines of its screen hold that. */
    long screenCount(String part) {
        return screen().stream().filter(line -> line.contains(part)).count();
    }

    void order(String command) {
        order(command, "");
    }

    void order(String command, String parameter) {
        String json = "{\"command\":\"" + command + "\",\"params\":\"" + parameter + "\",\"token\":\"test\"}";
        int before = answers();
        try {
            control.getOutputStream().write((json.length() + ":" + json + ",").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until("baresip does " + command, () -> answers() > before);
    }

    private int answers() {
        synchronized (events) {
            return (int) events.stream()
                    .filter(event -> event.contains("\"response\":true"))
                    .count();
        }
    }

    /** Waits until its last recording of what it heard holds a tone. */
    void awaitHears(int hertz) {
        Waiting.until("baresip hears " + hertz + " Hz", () -> {
            Path recording = heard();
            return recording != null && Sound.level(recording, hertz) > 0.05;
        });
    }

    /** Whether it hears what a party of the crowd says: the same packet again and again, so tones of every 50 Hz. */
    boolean hearsVoice() {
        Path recording = heard();
        if (recording == null) {
            return false;
        }
        int tones = 0;
        for (int hertz = 1_000; hertz < 3_000; hertz += 50) {
            tones += Sound.level(recording, hertz) > 0.01 ? 1 : 0;
        }
        return tones > 20;
    }

    /** Waits until it has heard nothing new for half a second. */
    void awaitStillness() {
        long[] seen = {-1, 0};
        Waiting.until("baresip hears nothing new", () -> {
            Path recording = heard();
            long length = recording == null ? 0 : recording.toFile().length();
            if (length != seen[0]) {
                seen[0] = length;
                seen[1] = System.nanoTime();
            }
            return System.nanoTime() - seen[1] > 500_000_000;
        });
    }

    /** Waits until it hears something again. */
    void awaitGrowth() {
        Path recording = heard();
        long before = recording == null ? 0 : recording.toFile().length();
        Waiting.until("baresip hears again", () -> {
            Path now = heard();
            return now != null && now.toFile().length() > before + 8_000;
        });
    }

    private @Nullable Path heard() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .max(Path::compareTo)
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            child.close();
        }
    }
}
