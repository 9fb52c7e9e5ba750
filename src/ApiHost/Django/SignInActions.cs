using TokenGrains.ApiHost.Django.Views;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>The views that take a password.</summary>
internal sealed class SignInActions(IGrainFactory grains)
{
    public async Task<DjangoResponse> Register(DjangoRequest request)
    {
        if (!DjangoViews.RegistrationFields.TryRead(request.Body, out var fields, out var errors))
            return DjangoAnswers.RegistrationRefused(errors);

        // Normalising can make a name longer, and of other characters.
        if (!Username.TryParse(fields["username"], out var name) || !name.IsWellFormed)
            return DjangoAnswers.RegistrationRefused(FieldErrors.Of("username", DjangoTexts.MalformedName));

        return DjangoAnswers.Registration(await grains.Register(name, fields["password"], signsIn: true));
    }

    public async Task<DjangoResponse> ObtainAuthToken(DjangoRequest request) =>
        DjangoViews.ObtainAuthToken.Serializer!.TryRead(request.Body, out var fields, out var errors)
            ? DjangoAnswers.OpaqueToken(await SignIn(fields, SignInPurpose.OpaqueToken))
            : DjangoResponse.Invalid(errors);

    public async Task<DjangoResponse> ObtainTokenPair(DjangoRequest request) =>
        DjangoViews.TokenObtainPair.Serializer!.TryRead(request.Body, out var fields, out var errors)
            ? DjangoAnswers.TokenPair(await SignIn(fields, SignInPurpose.Session))
            : DjangoResponse.Invalid(errors);

    private async Task<SignInResult> SignIn(FieldValues fields, SignInPurpose purpose) =>
        Username.TryParse(fields["username"], out var name)
            ? await grains.Username(name).SignIn(new SignIn(name, fields["password"], purpose))
            : new SignInResult.InvalidCredentials();
}
