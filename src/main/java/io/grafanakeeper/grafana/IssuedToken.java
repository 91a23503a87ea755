package io.grafanakeeper.grafana;

/**
 * Holds a new token, whose value Grafana tells this once.
 *
 * @param id its number on this server
 * @param name its name
 * @param key its value, a secret
 */
public record IssuedToken(long id, String name, String key) {
    @Override
    public String toString() {
        return "IssuedToken[" + id + ", " + name + "]";
    }
}
