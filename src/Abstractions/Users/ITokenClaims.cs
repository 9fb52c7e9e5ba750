using System.Text.Json;

namespace TokenGrains.Users;

/// <summary>Claims of a site's own in the JWTs of a sign-in: what a <c>get_token</c> of one's own serializer is in SimpleJWT.</summary>
/// <remarks>
/// Registered as a singleton, any number of them; runs on the silo. As in SimpleJWT the claims are made once, at the sign-in,
/// and pass from refresh token to access token for as long as the session lasts.
/// </remarks>
public interface ITokenClaims
{
    /// <summary>Adds to <paramref name="claims"/>. Registered claims, and those that name user, session, type and id, stay as they are.</summary>
    void Add(UserDescription user, IDictionary<string, JsonElement> claims);
}
