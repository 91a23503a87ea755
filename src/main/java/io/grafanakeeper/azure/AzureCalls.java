package io.grafanakeeper.azure;

import static io.grafanakeeper.azure.SdkFailure.quotable;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.identity.CredentialUnavailableException;
import io.grafanakeeper.runs.ServiceException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the SDK's many exceptions into one that says which service failed, whether to try again, and never quotes a secret. */
final class AzureCalls {
    private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");
    private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

    private AzureCalls() {}

    /**
     * Runs a call of the SDK.
     *
     * @param service the service's name as people know it
     * @param advice what to do about a 403
     */
    static <T> T call(String service, String advice, Supplier<T> call) {
        try {
            return call.get();
        } catch (ServiceException e) {
            throw e;
        } catch (CredentialUnavailableException e) {
            throw new ServiceException(
                    service,
                    "the app has no identity here; assign a managed identity, or log in with az",
                    true,
                    quotable(e));
        } catch (ClientAuthenticationException e) {
            throw new ServiceException(service, "sign-in failed: " + signIn(e), true, quotable(e));
        } catch (HttpResponseException e) {
            throw answered(service, advice, e);
        } catch (RuntimeException e) {
            if (SdkFailure.unreadable(e)) {
                throw unreadable(service);
            }
            if (SdkFailure.transport(e)) {
                throw new ServiceException(service, "no answer: " + root(e), true, e);
            }
            if (SdkFailure.ours(e)) {
                throw e;
            }
            // Not its words nor its causes: whatever the SDK chokes on, it may quote.
            throw new ServiceException(
                    service, "an answer that cannot be used (" + e.getClass().getSimpleName() + ")", true, null);
        }
    }

    private static ServiceException answered(String service, String advice, HttpResponseException e) {
        int status = status(e);
        if (status >= 200 && status < 300) {
            return unreadable(service);
        }
        if (status == 403) {
            return new ServiceException(service, "403 forbidden" + code(e) + "; " + advice, false, quotable(e));
        }
        boolean retryable = status == 0 || status == 408 || status == 429 || status >= 500 || status == 401;
        return new ServiceException(service, status + code(e), retryable, quotable(e));
    }

    /** Says that much only: the parser's own words, and those of its causes, quote the answer. */
    private static ServiceException unreadable(String service) {
        return new ServiceException(service, "an answer that cannot be read", true, null);
    }

    static int status(HttpResponseException e) {
        HttpResponse response = e.getResponse();
        return response == null ? 0 : response.getStatusCode();
    }

    private static String code(HttpResponseException e) {
        HttpResponse response = e.getResponse();
        String code = response == null ? null : response.getHeaders().getValue(ERROR_CODE);
        String request = response == null ? null : response.getHeaders().getValue(REQUEST_ID);
        return (code == null ? "" : " " + code) + (request == null ? "" : " (request " + request + ")");
    }

    /** Says how the sign-in failed without the SDK's multi-line text, which quotes the endpoint's answer. */
    private static String signIn(ClientAuthenticationException e) {
        int status = status(e);
        return status > 0 ? "the token endpoint answered " + status : "no token was given";
    }

    private static String root(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        @Nullable String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
