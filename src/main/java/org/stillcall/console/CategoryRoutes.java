package org.stillcall.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.console.Route.Needs;

/**
 * What calls were about, by the categories of the configuration: one more in a month's total, and nothing that leads to
 * a call or to whoever counted it.
 */
final class CategoryRoutes {
    private static final Set<String> NEEDED = Set.of("category", "programme");

    private final PlanDesk desk;
    private final List<Label> categories;
    private final Set<Label> programmes;
    private final MonthTotals totals;

    CategoryRoutes(PlanDesk desk, DeskMeans means, MonthTotals totals) {
        this.desk = desk;
        this.categories = means.rules().categories();
        this.programmes = means.plans().programmes().keySet();
        this.totals = totals;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/categories", this::list).needs(Needs.ADVOCATE),
                Route.post("/api/categories", this::count).needs(Needs.ADVOCATE));
    }

    private void list(Context request) {
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("categories");
            for (Label category : categories) {
                json.writeString(category.text());
            }
            json.writeEndArray();
        }));
    }

    private void count(Context request) throws IOException {
        Map<String, String> asked = Exchange.texts(request, NEEDED, Set.of());
        desk.changing(DeskSession.of(request));
        Label category = CallRoutes.label(asked, "category", Refusal.UNKNOWN_CATEGORY);
        if (!categories.contains(category)) {
            throw new RefusedException(Refusal.UNKNOWN_CATEGORY);
        }
        Label programme = CallRoutes.label(asked, "programme", Refusal.UNKNOWN_PROGRAMME);
        if (!programmes.contains(programme)) {
            throw new RefusedException(Refusal.UNKNOWN_PROGRAMME);
        }
        totals.count(TotalNames.kind(programme, category), 1);
        request.status(204);
    }
}
