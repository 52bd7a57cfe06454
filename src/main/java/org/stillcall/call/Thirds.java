package org.stillcall.call;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillcall.call.Company.Guest;

/** Brings wishes about third parties to their call. Threads may share it. */
final class Thirds implements ThirdParties {
    private final Exchange exchange;
    private final LoopQuestions questions;
    private final NamedCalls named;
    private final LiveCalls live;
    private final Pages pages;

    Thirds(Exchange exchange, LoopQuestions questions, NamedCalls named, LiveCalls live, Pages pages) {
        this.exchange = exchange;
        this.questions = questions;
        this.named = named;
        this.live = live;
        this.pages = pages;
    }

    @Override
    public boolean isOf(String name, String device) {
        return questions.ask(
                () -> {
                    Call call = named.inProgress(name);
                    return call != null && call.isOf(device);
                },
                () -> false);
    }

    @Override
    public Answer ask(String call, Whom whom) {
        return in(call, company -> {
            Answer unfit = company.unfit();
            Guest guest = unfit == null ? find(whom) : null;
            if (guest == null) {
                return unfit == null ? Answer.UNREACHABLE : unfit;
            }
            return live.has(guest.phone()) ? Answer.BUSY : company.ask(guest);
        });
    }

    private @Nullable Guest find(Whom whom) {
        return switch (whom) {
            case Whom.Page page ->
                pages.isThere(page.device())
                        ? new Guest(Role.COLLEAGUE, new NearPhone.Browser(page.device()), null)
                        : null;
            case Whom.Desk desk ->
                exchange.phones().get(desk.name()) instanceof NearPhone.Desk phone
                        ? new Guest(Role.COLLEAGUE, phone, null)
                        : null;
            case Whom.Interpreter asked -> {
                Interpreter interpreter = exchange.interpreters().get(asked.name());
                yield interpreter == null
                        ? null
                        : new Guest(Role.INTERPRETER, interpreter.phone(), interpreter.language());
            }
        };
    }

    @Override
    public Answer letGo(String call) {
        return in(call, Company::letGo);
    }

    @Override
    public Answer tell(String call) {
        return in(call, Company::tell);
    }

    private Answer in(String name, Function<Company, Answer> what) {
        return questions.ask(
                () -> {
                    Call call = named.inProgress(name);
                    return call == null ? Answer.NO_SUCH_CALL : what.apply(call.company());
                },
                () -> Answer.NOT_NOW);
    }

    @Override
    public HandOver handOver(String name) {
        return questions.ask(
                () -> {
                    Call call = named.inProgress(name);
                    return call == null
                            ? new HandOver.Refused(Answer.NO_SUCH_CALL)
                            : call.company().handOver();
                },
                () -> new HandOver.Refused(Answer.NOT_NOW));
    }

    @Override
    public List<InterpreterView> interpreters() {
        return questions.ask(
                () -> exchange.interpreters().values().stream()
                        .map(each -> new InterpreterView(each.name(), isFree(each.phone()), each.language()))
                        .toList(),
                List::of);
    }

    private boolean isFree(NearPhone.Sip phone) {
        boolean there =
                !(phone instanceof NearPhone.Desk desk) || desk.place().get().isPresent();
        return there && !live.has(phone);
    }
}
