package io.grafanakeeper.sandbox.azure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a request's method and path ask for; name and version are empty where the path has none. */
record VaultRoute(VaultOperation operation, String name, String version) {
    static Optional<VaultRoute> of(Call call) {
        // The SDK asks for the current version with an empty last segment.
        List<String> path = Arrays.stream(call.path().split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (path.isEmpty() || path.size() > 3) {
            return Optional.empty();
        }
        String name = path.size() > 1 ? path.get(1) : "";
        String last = path.size() > 2 ? path.get(2) : "";
        return switch (path.get(0)) {
            case "secrets" -> secret(call.method(), name, last);
            case "deletedsecrets" -> deleted(call.method(), name, last);
            default -> Optional.empty();
        };
    }

    private static Optional<VaultRoute> secret(String method, String name, String last) {
        return switch (method) {
            case "GET" -> found(name.isEmpty() ? VaultOperation.LIST : reading(last), name, last);
            case "PUT" -> last.isEmpty() ? found(VaultOperation.SET, name, "") : Optional.empty();
            case "PATCH" -> last.isEmpty() ? Optional.empty() : found(VaultOperation.UPDATE, name, last);
            case "DELETE" -> last.isEmpty() ? found(VaultOperation.DELETE, name, "") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static VaultOperation reading(String last) {
        return last.equals("versions") ? VaultOperation.LIST_VERSIONS : VaultOperation.GET;
    }

    private static Optional<VaultRoute> deleted(String method, String name, String last) {
        return switch (method + " " + last) {
            case "GET " -> found(name.isEmpty() ? VaultOperation.LIST_DELETED : VaultOperation.GET_DELETED, name, "");
            case "DELETE " -> found(VaultOperation.PURGE, name, "");
            case "POST recover" -> found(VaultOperation.RECOVER, name, "");
            default -> Optional.empty();
        };
    }

    private static Optional<VaultRoute> found(VaultOperation operation, String name, String version) {
        return Optional.of(new VaultRoute(operation, name, version));
    }
}
