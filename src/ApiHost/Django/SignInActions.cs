using TokenGrains.ApiHost.Django.Views;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>The views that take a password and hand out tokens for it.</summary>
internal sealed class SignInActions(IGrainFactory grains, LoginHooks hooks)
{
    public async Task<DjangoResponse> ObtainAuthToken(DjangoRequest request) =>
        DjangoViews.ObtainAuthToken.Serializer!.TryRead(request.Body, out var fields, out var errors)
            ? DjangoAnswers.OpaqueToken(await SignIn(fields, SignInPurpose.OpaqueToken, request))
            : DjangoResponse.Invalid(errors);

    public async Task<DjangoResponse> ObtainTokenPair(DjangoRequest request) =>
        DjangoViews.TokenObtainPair.Serializer!.TryRead(request.Body, out var fields, out var errors)
            ? DjangoAnswers.Jwts(await SignInForJwts(fields, SignInPurpose.Session, request))
            : DjangoResponse.Invalid(errors);

    public async Task<DjangoResponse> ObtainSlidingToken(DjangoRequest request) =>
        DjangoViews.TokenObtainSliding.Serializer!.TryRead(request.Body, out var fields, out var errors)
            ? DjangoAnswers.Jwts(await SignInForJwts(fields, SignInPurpose.SlidingToken, request))
            : DjangoResponse.Invalid(errors);

    private async Task<SignInResult> SignInForJwts(FieldValues fields, SignInPurpose purpose, DjangoRequest request)
    {
        var result = await SignIn(fields, purpose, request);
        await hooks.Tell(result, fields["username"], request.Aborted);
        return result;
    }

    private async Task<SignInResult> SignIn(FieldValues fields, SignInPurpose purpose, DjangoRequest request) =>
        Username.TryParse(fields["username"], out var name)
            ? await grains.Username(name).SignIn(new SignIn(name, fields["password"], purpose, request.Context.DescribeClient()))
            : new SignInResult.InvalidCredentials();
}
