namespace TokenGrains.Tokens;

/// <summary>The claim that names the user, as it stands in a token: Django casts it to the type of its model field.</summary>
/// <param name="Text">A string as it is, a number in decimal, <c>true</c> as 1; empty for what can name nobody.</param>
/// <param name="IsFalsy">True for 0, an empty string, <c>false</c> and <c>null</c>: SimpleJWT's refresh takes such a claim for none.</param>
public readonly record struct UserClaim(string Text, bool IsFalsy);
