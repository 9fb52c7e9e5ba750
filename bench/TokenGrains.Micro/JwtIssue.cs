using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGrains.Tokens;

namespace TokenGrains.Micro;

/// <summary>An access token, written by us and by Microsoft.IdentityModel with the same claims and key.</summary>
public class JwtIssue
{
    private readonly JsonWebTokenHandler _peer = new() { SetDefaultTimesOnTokenCreation = false };
    private Issuer _issuer = null!;
    private SigningCredentials _credentials = null!;

    [Params("ES256", "HS256")]
    public string Algorithm { get; set; } = "";

    [GlobalSetup]
    public void Check()
    {
        _issuer = new Issuer(Algorithm);
        _credentials = new SigningCredentials(_issuer.PeersKey, Algorithm);
        Sample.Require(_issuer.Accepts(Own()) && _issuer.Accepts(Peer()), "a token is refused");
        Sample.Require(Read(Own()) == Read(Peer()), "the tokens say different things");
    }

    [Benchmark]
    public string Own() => _issuer.Write();

    [Benchmark(Baseline = true)]
    public string Peer() => _peer.CreateToken(new SecurityTokenDescriptor
    {
        SigningCredentials = _credentials,
        TokenType = _issuer.Type,
        Expires = _issuer.Claims.ExpiresAt.UtcDateTime,
        IssuedAt = _issuer.Claims.IssuedAt.UtcDateTime,
        Claims = new Dictionary<string, object>
        {
            ["token_type"] = TokenTypes.Access,
            ["jti"] = _issuer.Claims.Id,
            ["user_id"] = _issuer.Claims.User.ToString(),
            ["sub"] = _issuer.Claims.User.ToString(),
            ["sid"] = _issuer.Claims.Session!.Value.Value,
            ["preferred_username"] = _issuer.Claims.Name!.Value.Value,
        },
    });

    private static string Read(string token)
    {
        using var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]));
        return string.Join(' ', claims.RootElement.EnumerateObject().Select(claim => $"{claim.Name}={claim.Value}").Order(StringComparer.Ordinal));
    }
}
