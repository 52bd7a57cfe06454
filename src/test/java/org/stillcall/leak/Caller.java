package org.stillcall.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes calls from one phone, by API and by dialling, through everything that can happen to one. One thread. */
final class Caller {
    private static final List<String> REQUESTS = List.of(
            "INFO", "MESSAGE", "UPDATE", "REFER", "OPTIONS", "NOTIFY", "PUBLISH", "SUBSCRIBE", "INVITE", "WEIRD");

    private final Server server;
    private final RawPhone phone;
    private final String name;
    private final Speech speech;
    private final Random random;
    private final Map<String, AtomicInteger> went;
    private final List<String> publicKeys = new ArrayList<>();

    /** @param went counts what happened */
    Caller(Server server, RawPhone phone, String name, Speech speech, Map<String, AtomicInteger> went) {
        this.server = server;
        this.phone = phone;
        this.name = name;
        this.speech = speech;
        this.random = speech.random();
        this.went = went;
    }

    /** One call to its end, as far as the phone knows. */
    void call(RawTrunk.Manner manner, boolean byApi) {
        count((byApi ? placed(manner) : dialled(manner)) + " " + manner);
    }

    private void count(String what) {
        went.computeIfAbsent(what, none -> new AtomicInteger()).incrementAndGet();
    }

    /** The public halves of the keys to which it sealed numbers. */
    List<String> publicKeys() {
        return publicKeys;
    }

    private String dialled(RawTrunk.Manner manner) {
        if (random.nextInt(20) == 0) {
            String[] other = speech.otherBody();
            return "other body " + phone.answer(phone.invite(RawTrunk.number(manner), other[0], other[1]));
        }
        RawPhone.Dialog call = phone.invite(RawTrunk.number(manner));
        boolean waits = manner == RawTrunk.Manner.RINGS_ONLY || manner == RawTrunk.Manner.SILENT;
        if (waits || random.nextInt(12) == 0) {
            if (manner != RawTrunk.Manner.SILENT) {
                phone.rings(call);
            }
            if (call.status < 200) {
                phone.cancel(call);
                phone.answer(call);
            }
        } else {
            phone.answer(call);
        }
        if (call.status == 200) {
            within(call, manner);
        }
        return "dialled " + call.status;
    }

    private void within(RawPhone.Dialog call, RawTrunk.Manner manner) {
        phone.talk(call, speech.stream(), 4);
        if (manner == RawTrunk.Manner.BUSTLES && random.nextInt(4) > 0) {
            phone.hungUp(call);
        } else {
            for (int i = random.nextInt(4); i > 0; i--) {
                within(call, REQUESTS.get(random.nextInt(REQUESTS.size())));
            }
            phone.listen();
            if (!call.over) {
                phone.bye(call);
            }
        }
        phone.listen();
    }

    private void within(RawPhone.Dialog call, String method) {
        if (method.equals("INVITE") || method.equals("UPDATE")) {
            count("request " + method + " " + phone.reoffer(call, method));
        } else {
            String[] body = speech.otherBody();
            count("request " + method + " " + phone.request(call, method, body[0], body[1]));
        }
    }

    private String placed(RawTrunk.Manner manner) {
        Server.Answer key = server.key();
        publicKeys.add(key.body().path("jwk").path("x").asText());
        Server.Answer placed = server.place(name, RawTrunk.number(manner), key);
        if (placed.status() != 201) {
            return "placed " + placed.body();
        }
        int[] statuses = switch (random.nextInt(8)) {
            case 0 -> new int[] {180, 486};
            case 1 -> new int[] {302};
            case 2 -> new int[] {183};
            case 3 -> new int[] {183, 200};
            default -> new int[] {180, 200};
        };
        RawPhone.Dialog call = phone.answerCall(statuses);
        if (call == null) {
            return "placed, not rung";
        }
        if (call.status == 200) {
            phone.talk(call, speech.stream(), 4);
            phone.listen();
            if (random.nextBoolean()) {
                phone.reinvite(call);
            }
            if (!call.over) {
                phone.bye(call);
            }
        } else if (call.status == 0) {
            server.end(placed.text("id"));
            phone.refuse(call);
        }
        return "placed " + call.status;
    }
}
