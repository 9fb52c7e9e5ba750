using System.IdentityModel.Tokens.Jwt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenGrains.Sessions;
using TokenGrains.Signing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>What a host does with tokens: it reads them with the ring's public side and takes them to their grains.</summary>
internal static class TokenReading
{
    public static async Task<VerificationKeys> GetKeys(this TokenCluster cluster) =>
        VerificationKeys.From(await cluster.Grains.SigningKeyRing().GetVerificationKeys(), cluster.JwtOptions());

    public static async Task<VerifiedToken> ReadAccess(this TokenCluster cluster, TokenPair pair) =>
        cluster.Verify(pair.Access, TokenTypes.Access, await cluster.GetKeys());

    public static async Task<RefreshToken> ReadRefresh(this TokenCluster cluster, TokenPair pair)
    {
        var verified = cluster.Verify(pair.Refresh!, TokenTypes.Refresh, await cluster.GetKeys());
        Assert.True(RefreshToken.TryFrom(verified, out var token));
        return token;
    }

    public static async Task<OpaqueToken> ReadOpaque(this TokenCluster cluster, string text)
    {
        var keys = await cluster.GetKeys();
        Assert.True(OpaqueToken.TryParse(text, keys.OpaqueKeys, out var token));
        return token!;
    }

    public static VerifiedToken Verify(this TokenCluster cluster, string text, string type, VerificationKeys keys)
    {
        var verifier = new TokenVerifier(cluster.JwtOptions(), cluster.Time);
        Assert.Equal(TokenRejection.None, verifier.Verify(text, keys.JwtKeys, type, out var token));
        return token;
    }

    /// <summary>The <c>kid</c> that the access token was signed with.</summary>
    public static string SigningKeyId(this TokenPair pair) => new JwtSecurityTokenHandler().ReadJwtToken(pair.Access).Header.Kid;

    public static Task<RotateResult> Rotate(this TokenCluster cluster, RefreshToken token) =>
        cluster.Grains.Session(token.Session).Rotate(token).WaitAsync(TokenCluster.Limit);

    public static Task<bool> IsLive(this TokenCluster cluster, RefreshToken token) =>
        cluster.Grains.Session(token.Session).IsLive(token).WaitAsync(TokenCluster.Limit);

    public static Task<RevokeResult> Revoke(this TokenCluster cluster, RefreshToken token) =>
        cluster.Grains.Session(token.Session).Revoke(token).WaitAsync(TokenCluster.Limit);

    /// <summary>Rotates, and must succeed.</summary>
    public static async Task<TokenPair> Spend(this TokenCluster cluster, RefreshToken token) =>
        Assert.IsType<RotateResult.Rotated>(await cluster.Rotate(token)).Tokens;

    /// <summary>Rotates, and must be refused for that cause.</summary>
    public static async Task AssertRefused(this TokenCluster cluster, RefusalCause cause, RefreshToken token) =>
        Assert.Equal(new RotateResult.Refused(cause), await cluster.Rotate(token));

    private static SimpleJwtOptions JwtOptions(this TokenCluster cluster) =>
        cluster.Services.GetRequiredService<IOptions<SimpleJwtOptions>>().Value;
}
