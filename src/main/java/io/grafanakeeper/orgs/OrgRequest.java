package io.grafanakeeper.orgs;

import io.grafanakeeper.runs.RequestFields;
import io.grafanakeeper.saving.DashboardRequest;
import io.grafanakeeper.settings.Checks;
import io.grafanakeeper.settings.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what {@code POST targets/{target}/orgs} asks for.
 *
 * @param token the token to keep in Key Vault, or null for none
 */
record OrgRequest(
        String name, List<Member> members, @Nullable Token token, List<DashboardRequest> dashboards) {
    private static final int MOST_MEMBERS = 50;
    private static final int MOST_DASHBOARDS = 50;
    private static final int LONGEST_NAME = 190;
    private static final String LIFETIME = "P30D";
    private static final String ROLE = "role";

    /** Names a user and the role in the organisation. */
    record Member(String loginOrEmail, Role role) {}

    /**
     * Describes a token.
     *
     * @param name the name of the service account that has it
     * @param secret the Key Vault secret to keep it in
     */
    record Token(String name, Role role, Duration lifetime, String secret) {}

    static OrgRequest read(RequestFields fields) {
        fields.only(List.of("name", "users", "token", "dashboards"));
        String name = fields.need("name").strip();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw fields.refused(
                    "name", "this is not the name of an organisation", List.of("1 to " + LONGEST_NAME + " characters"));
        }
        return new OrgRequest(
                name,
                fields.objects("users", MOST_MEMBERS).stream()
                        .map(OrgRequest::member)
                        .toList(),
                fields.has("token") ? token(fields.object("token")) : null,
                fields.objects("dashboards", MOST_DASHBOARDS).stream()
                        .map(DashboardRequest::readOrModel)
                        .toList());
    }

    private static Member member(RequestFields fields) {
        fields.only(List.of("loginOrEmail", ROLE));
        return new Member(fields.need("loginOrEmail"), role(fields));
    }

    private static Token token(RequestFields fields) {
        fields.only(List.of("name", ROLE, "lifetime", "secret"));
        String lifetime = fields.find("lifetime");
        return new Token(
                Checks.name(fields.need("name"), wrong -> fields.refused("name", wrong, List.of("a name such as ci"))),
                role(fields),
                Checks.lifetime(
                        lifetime == null ? LIFETIME : lifetime,
                        wrong -> fields.refused("lifetime", wrong, List.of("a duration such as P30D"))),
                Checks.secretName(
                        fields.need("secret"),
                        wrong -> fields.refused("secret", "this " + wrong, List.of("the name of a Key Vault secret"))));
    }

    private static Role role(RequestFields fields) {
        String text = fields.need(ROLE);
        return Arrays.stream(Role.values())
                .filter(role -> role.grafanaName().equals(text))
                .findFirst()
                .orElseThrow(() -> fields.refused(
                        ROLE,
                        "Grafana has no such role",
                        Arrays.stream(Role.values()).map(Role::grafanaName).toList()));
    }
}
