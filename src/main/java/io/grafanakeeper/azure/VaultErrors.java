package io.grafanakeeper.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;

/** Tells Key Vault's refusals of one status apart, by the code that the answer carries. */
final class VaultErrors {
    private VaultErrors() {}

    /** Tells whether a read was refused because the secret's version is disabled. */
    static boolean disabled(HttpResponseException refusal) {
        return AzureCalls.status(refusal) == 403 && code(refusal).equals("SecretDisabled");
    }

    /** Tells whether a write was refused because a deleted secret that can still be recovered holds the name. */
    static boolean softDeleted(HttpResponseException refusal) {
        return AzureCalls.status(refusal) == 409 && code(refusal).equals("ObjectIsDeletedButRecoverable");
    }

    private static String code(HttpResponseException refusal) {
        HttpResponse response = refusal.getResponse();
        BinaryData body = response == null ? null : response.getBodyAsBinaryData();
        if (body == null) {
            return "";
        }
        try {
            JsonNode error = LosslessJson.read(body.toBytes()).path("error");
            return error.path("innererror").path("code").asText("");
        } catch (IOException notJson) {
            return "";
        }
    }
}
