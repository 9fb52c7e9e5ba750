using TokenGrains.ApiHost.Django.Views;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>The views of the register how-to, without the password hash that it leaks.</summary>
internal sealed class RegisterActions(IGrainFactory grains)
{
    public Task<DjangoResponse> WithOpaqueToken(DjangoRequest request) => Register(request, givesJwts: false);

    public Task<DjangoResponse> WithJwts(DjangoRequest request) => Register(request, givesJwts: true);

    private async Task<DjangoResponse> Register(DjangoRequest request, bool givesJwts)
    {
        if (!DjangoViews.RegistrationFields.TryRead(request.Body, out var fields, out var errors))
            return DjangoAnswers.RegistrationRefused(errors);

        // Normalising can make a name longer, and of other characters.
        if (!Username.TryParse(fields["username"], out var name) || !name.IsWellFormed)
            return DjangoAnswers.RegistrationRefused(FieldErrors.Of("username", DjangoTexts.MalformedName));

        return DjangoAnswers.Registration(await grains.Register(name, fields["password"], signsIn: givesJwts, getsToken: true, client: request.Context.DescribeClient()));
    }
}
