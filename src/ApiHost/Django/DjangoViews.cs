using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Django;

/// <summary>What the views of authtoken and SimpleJWT declare: names, descriptions, fields.</summary>
internal static class DjangoViews
{
    private const int LargestCredentials = 16 * 1024;
    private const int LongestPassword = 128;
    private static readonly CharField Username = new("username");

    /// <summary>The only view that takes a password with its outer blanks, and that answers JSON to browsers.</summary>
    public static readonly DjangoView ObtainAuthToken = new()
    {
        Name = "Obtain Auth Token",
        LargestBody = LargestCredentials,
        Methods = [HttpMethods.Post],
        BrowsableHtml = false,
        Parsers = [BodyFormat.Form, BodyFormat.Multipart, BodyFormat.Json],
        VariesByCookie = true,
        Serializer = new Serializer(
            Username,
            new CharField("password") { Trim = false },
            new CharField("token") { Required = false, ReadOnly = true }),
    };

    public static readonly DjangoView TokenObtainPair = new()
    {
        Name = "Token Obtain Pair",
        LargestBody = LargestCredentials,
        Description = "Takes a set of user credentials and returns an access and refresh JSON web\ntoken pair to prove the authentication of those credentials.",
        Methods = [HttpMethods.Post],
        Serializer = new Serializer(Username, new CharField("password")),
    };

    public static readonly DjangoView TokenObtainSliding = new()
    {
        Name = "Token Obtain Sliding",
        LargestBody = LargestCredentials,
        Description = "Takes a set of user credentials and returns a sliding JSON web token to\nprove the authentication of those credentials.",
        Methods = [HttpMethods.Post],
        Serializer = new Serializer(Username, new CharField("password")),
    };

    public static readonly DjangoView TokenRefreshSliding = new()
    {
        Name = "Token Refresh Sliding",
        Description = "Takes a sliding JSON web token and returns a new, refreshed version if the\ntoken's refresh period has not expired.",
        Methods = [HttpMethods.Post],
        Serializer = new Serializer(new CharField("token")),
    };

    public static readonly DjangoView TokenRefresh = new()
    {
        Name = "Token Refresh",
        Description = "Takes a refresh type JSON web token and returns an access type JSON web\ntoken if the refresh token is valid.",
        Methods = [HttpMethods.Post],
        Serializer = new Serializer(new CharField("refresh"), new CharField("access") { Required = false, ReadOnly = true }),
    };

    public static readonly DjangoView TokenVerify = new()
    {
        Name = "Token Verify",
        Description = "Takes a token and indicates if it is valid.  This view provides no\ninformation about a token's fitness for a particular use.",
        Methods = [HttpMethods.Post],
        Serializer = new Serializer(new CharField("token")),
    };

    public static readonly DjangoView TokenBlacklist = new()
    {
        Name = "Token Blacklist",
        Description = "Takes a token and blacklists it. Must be used with the\n`rest_framework_simplejwt.token_blacklist` app installed.",
        Methods = [HttpMethods.Post],
        Serializer = new Serializer(new CharField("refresh")),
    };

    /// <summary>The fields of <see cref="Registration"/>, which as a plain view does not show them to OPTIONS.</summary>
    public static readonly Serializer RegistrationFields = new(
        new CharField("username") { MaxLength = Users.Username.MaximumLength, Validators = [FindNameFault] },
        new CharField("password") { MaxLength = LongestPassword });

    public static DjangoView Registration(string name) => new()
    {
        Name = name,
        LargestBody = LargestCredentials,
        Methods = [HttpMethods.Post],
        VariesByCookie = true,
    };

    public static DjangoView Hello(string name) => new()
    {
        Name = name,
        Methods = [HttpMethods.Get],
    };

    // The normalised name counts, as it does at sign-in and on the admin face: e and an accent are the letter with the accent.
    private static string? FindNameFault(string text) =>
        Users.Username.HasOnlyAllowedCharacters(Users.Username.TryParse(text, out var name) ? name.Value : text) ? null : DjangoTexts.MalformedName;
}
