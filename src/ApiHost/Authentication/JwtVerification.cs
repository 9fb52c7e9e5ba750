using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Verifies JWTs locally, with the keys of this moment. Only a key that nobody here has seen yet is asked for.</summary>
internal sealed class JwtVerification(TokenVerifier verifier, VerificationKeyFollower keys, PublishedKeys published)
{
    /// <summary>As <see cref="TokenVerifier"/>; of any type where <paramref name="type"/> is null.</summary>
    public async ValueTask<(TokenRejection Rejection, VerifiedToken Token)> Verify(string text, string? type)
    {
        var rejection = VerifyNow(text, type, out var token);
        if (rejection is TokenRejection.Invalid && published.MayHaveNew(text) && await published.Refresh())
            rejection = VerifyNow(text, type, out token);
        return (rejection, token);
    }

    private TokenRejection VerifyNow(string text, string? type, out VerifiedToken token) => type is null
        ? verifier.Verify(text, keys.Current.JwtKeys, out token)
        : verifier.Verify(text, keys.Current.JwtKeys, type, out token);
}
